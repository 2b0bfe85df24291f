const { api, explain } = require('../../api');

const LIGHTS = { NORMAL: '正常办理', DUE_SOON: '即将到期', OVERDUE: '已超期' };

Component({
  data: { applicationNo: '', code: '', progress: null, message: '', asking: false },

  methods: {
    onNumber(event) {
      this.setData({ applicationNo: event.detail.value });
    },

    onCode(event) {
      this.setData({ code: event.detail.value });
    },

    async query() {
      const { applicationNo, code, asking } = this.data;
      // every attempt counts: a double tap must not use up two of them
      if (asking) return;
      if (!applicationNo.trim() || !code.trim()) {
        this.setData({ message: '请填写申请编号和查询码。' });
        return;
      }
      this.setData({ asking: true, progress: null, message: '' });
      try {
        const progress = await api.queryStatus({
          statusQuery: { applicationNo, factor: { type: 'QUERY_CODE', value: code } },
        });
        this.setData({ progress: shown(progress) });
      } catch (error) {
        this.setData({ message: await explain(error) });
      } finally {
        // the code is not kept on the screen
        this.setData({ asking: false, code: '' });
      }
    },
  },
});

function shown(progress) {
  const clock = progress.clock || {};
  const due = clock.promised || clock.statutory;
  return {
    item: progress.itemName,
    plain: progress.plain,
    text: progress.statusText || '',
    light: clock.light || '',
    lightText: LIGHTS[clock.light] || '',
    deadline: due ? due.deadline : '',
    history: (progress.history || []).map(({ at, text }) => ({ at: at.slice(0, 16).replace('T', ' '), text })),
  };
}
