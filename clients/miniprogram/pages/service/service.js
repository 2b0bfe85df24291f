const { api, explain } = require('../../api');

Component({
  data: { service: null, offices: [], message: '' },

  methods: {
    async onLoad({ id }) {
      const key = decodeURIComponent(id);
      try {
        const [service, offices] = await Promise.all([
          api.getService({ id: key }),
          api.listOffices({ service: [key], size: 20 }),
        ]);
        this.setData({
          service: {
            name: service.name,
            summary: service.summary || '',
            conditions: service.conditions || [],
            materials: (service.materials || []).map(({ name, required, note }) => ({ name, required, note: note || '' })),
            steps: (service.steps || []).map(({ name, description }) => ({ name, description: description || '' })),
            limit: service.promisedLimit ? `${service.promisedLimit.value} ${service.promisedLimit.unit}` : '',
            fee: service.fee ? service.fee.standard || '' : '',
            phone: service.consultPhone || '',
          },
          offices: offices.items.map(({ id: office, name, address }) => ({ id: office, name, address: address || '' })),
          message: '',
        });
      } catch (error) {
        this.setData({ service: null, offices: [], message: await explain(error) });
      }
    },

    call() {
      wx.makePhoneCall({ phoneNumber: this.data.service.phone });
    },
  },
});
