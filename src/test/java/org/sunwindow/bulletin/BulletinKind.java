package org.sunwindow.bulletin;

import static org.sunwindow.kind.Role.BODY;
import static org.sunwindow.kind.Role.TITLE;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.TimeField.Bound;
import org.sunwindow.publication.Envelope;

/** The kind of {@link Bulletin}. */
@Singleton
@IfBuildProperty(name = BulletinTest.ENABLED, stringValue = "true")
class BulletinKind extends Kind<Bulletin> {

    private static final Fields<Bulletin> FIELDS = Fields.of(
            Field.text("id", Bulletin::id).identifier().recordNumber(),
            Field.text("name", Bulletin::name).searchedAs(TITLE),
            Field.text("material", Bulletin::material).filter(Filter.exact(), "材质", "木"),
            Field.text("division", Bulletin::division).filter(Filter.division()),
            Field.date("builtOn", Bulletin::builtOn)
                    .range("built", new Bound("设立日期不早于", "2024-01-01"), new Bound("设立日期不晚于", "2024-12-31")),
            Field.texts("posters", Bulletin::posters).searchedAs(BODY).detailOnly());

    private static final Contract CONTRACT = new Contract(
            "Bulletins",
            "Bulletin",
            "公告栏",
            "一块公告栏",
            "公告栏",
            new Contract.Operation("检索公告栏", "按名称和材质查找。", "命中的公告栏"),
            new Contract.Operation("取一块公告栏", "依编号取公告栏和张贴的内容。", "公告栏详情"),
            "列表中的一块公告栏，不含张贴的内容",
            "公告栏编号",
            "bul-1");

    BulletinKind() {
        super("bulletin", "公告栏", Bulletin.class, FIELDS, CONTRACT);
    }

    @Override
    public Admission<Bulletin> admit(Bulletin bulletin) {
        return new Admission.Admitted<>(
                bulletin, Envelope.lasting(bulletin.id(), bulletin.name(), bulletin.division()));
    }
}
