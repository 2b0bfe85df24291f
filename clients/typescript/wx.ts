import type { FetchAPI } from './generated/index';

/** The options of `wx.request` that are used here. */
export interface WxOptions {
    url: string;
    method: 'OPTIONS' | 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'TRACE' | 'CONNECT';
    header: { [name: string]: string };
    data?: string | ArrayBuffer;
    dataType: string;
    responseType: 'text' | 'arraybuffer';
    success(result: { statusCode: number; data: unknown; header: { [name: string]: string } }): void;
    fail(reason: { errMsg: string }): void;
}

/**
 * Wraps `wx.request` as `fetch`. Supports what the client uses: status, headers, text and JSON of a response. Files are
 * downloaded by `wx.downloadFile` and sent by `wx.uploadFile` instead.
 *
 * @param request `wx.request`
 */
export function wxFetch(request: (options: WxOptions) => unknown): FetchAPI {
    const send = (url: string, init: RequestInit = {}) =>
        new Promise<unknown>((resolve, reject) =>
            request({
                url,
                // PATCH is not sent by WeChat, and only publishers need it
                method: (init.method || 'GET') as WxOptions['method'],
                header: { ...(init.headers as { [name: string]: string }) },
                data: init.body as string | undefined,
                // the body arrives as text: WeChat would turn a failed parse into a string silently
                dataType: 'text',
                responseType: 'text',
                success: ({ statusCode, data, header }) => resolve(response(statusCode, String(data), header)),
                fail: ({ errMsg }) => reject(new Error(errMsg)),
            }),
        );
    return send as unknown as FetchAPI;
}

function response(status: number, body: string, header: { [name: string]: string }) {
    const headers: { [name: string]: string } = {};
    Object.keys(header).forEach((name) => (headers[name.toLowerCase()] = header[name]));
    const self = {
        status,
        ok: status >= 200 && status < 300,
        headers: { get: (name: string) => headers[name.toLowerCase()] || null },
        text: async () => body,
        json: async () => JSON.parse(body),
        clone: () => self,
    };
    return self;
}
