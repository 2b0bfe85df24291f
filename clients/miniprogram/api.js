// One client for all pages. sunwindow.js is the generated client, bundled by script/clients.
const { client, problemOf } = require('./sunwindow');
const { basePath } = require('./config');

const api = client(basePath, (options) => wx.request(options));

/** Text for the user: the service explains every failure in Chinese. */
async function explain(error) {
  const problem = await problemOf(error);
  return problem ? problem.detail : '网络不通，请稍后再试。';
}

module.exports = { api, explain };
