// Compiled with the official types of WeChat, which declare other globals than browsers have.
import { client } from '../index';

client('https://example.org', wx.request);
