/** Stands in for the class that mini-programs lack. The runtime of the client only asks whether a body is one. */
export class URLSearchParams {}
