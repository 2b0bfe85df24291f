const { api, explain } = require('../../api');

/** Metres within which offices are listed at first. */
const NEAR = 5000;
const FAR = 50000;

Component({
  data: { items: [], message: '' },

  methods: {
    async onLoad() {
      try {
        const { latitude, longitude } = await location();
        await this.list(latitude, longitude);
      } catch (error) {
        this.setData({ items: [], message: '未取得您的位置，请在设置中允许使用位置信息。' });
      }
    },

    async list(latitude, longitude) {
      try {
        const near = `${latitude},${longitude}`;
        let found = await api.listOffices({ near, radius: NEAR, size: 20 });
        if (!found.items.length) found = await api.listOffices({ near, radius: FAR, size: 20 });
        this.setData({
          items: found.items.map(card),
          message: found.items.length ? '' : '附近没有办事地点。',
        });
      } catch (error) {
        this.setData({ items: [], message: await explain(error) });
      }
    },

    open(event) {
      const office = this.data.items[event.currentTarget.dataset.index];
      // WeChat and the service use GCJ-02 alike
      wx.openLocation({ latitude: office.latitude, longitude: office.longitude, name: office.name, address: office.address });
    },
  },
});

function location() {
  return new Promise((resolve, reject) => wx.getLocation({ type: 'gcj02', success: resolve, fail: reject }));
}

function card(office) {
  const { id, name, latitude, longitude } = office;
  return {
    id,
    name,
    latitude,
    longitude,
    address: office.address || '',
    distance: office.distance < 1000 ? `${Math.round(office.distance)} 米` : `${(office.distance / 1000).toFixed(1)} 公里`,
    hours: (office.hoursText || []).join('；'),
  };
}
