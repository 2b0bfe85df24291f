const { api, explain } = require('../../api');

/** How a record of a kind is read. */
const READ = {
  answer: (id) => api.getAnswer({ id }),
  disclosure: (id) => api.getDisclosure({ id }),
  notice: (id) => api.getNotice({ id }),
  organization: (id) => api.getOrganization({ id }),
  office: (id) => api.getOffice({ id }),
  hotline: (id) => api.getHotline({ id }),
};

Component({
  data: { record: null, message: '' },

  methods: {
    async onLoad({ kind, id }) {
      const read = READ[kind];
      if (!read) {
        this.setData({ message: '这类内容请在网站上查看。' });
        return;
      }
      try {
        this.setData({ record: shown(await read(decodeURIComponent(id))), message: '' });
      } catch (error) {
        // 410: withdrawn, or a notice whose period has ended
        this.setData({ record: null, message: await explain(error) });
      }
    },
  },
});

function shown(record) {
  return {
    title: record.title || record.name || record.question,
    source: record.publisher || record.source || '',
    published: (record.publishedAt || '').slice(0, 10),
    docNo: record.docNo || '',
    outdated: record.inForce === false,
    paragraphs: (record.body || record.answer || record.summary || '').split('\n').filter(Boolean),
    attachments: (record.attachments || []).map(({ name, url }) => ({ name, url })),
  };
}
