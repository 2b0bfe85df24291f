// The address of the service. It must be among the request domains of the mini-program's account.
module.exports = { basePath: 'https://mz.yunchuan.example' };
