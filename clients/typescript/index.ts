import { Configuration, ResponseError, SunwindowApi } from './generated/index';
import type { Problem } from './generated/index';
import { wxFetch } from './wx';
import type { WxOptions } from './wx';

export * from './generated/index';
export * from './wx';

/**
 * Returns a client.
 *
 * @param basePath address of the service, without `/api/v1`
 * @param request  `wx.request` in a mini-program; omitted elsewhere, where `fetch` is used
 * @param token    access token of a publisher or a registered caller
 */
export function client(basePath: string, request?: (options: WxOptions) => unknown, token?: string): SunwindowApi {
    return new SunwindowApi(
        new Configuration({ basePath, accessToken: token, fetchApi: request ? wxFetch(request) : undefined }),
    );
}

/**
 * Returns the problem that a response described. Decide by its `code`. Returns `undefined` if there was no response, or
 * none of the service, such as the page of a proxy.
 */
export async function problemOf(error: unknown): Promise<Problem | undefined> {
    if (!(error instanceof ResponseError)) return undefined;
    try {
        // a body can be read once
        const body = await error.response.clone().json();
        return body && typeof body.code === 'string' ? (body as Problem) : undefined;
    } catch {
        return undefined;
    }
}
