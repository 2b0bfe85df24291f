import java.net.http.HttpRequest;
import java.util.List;
import org.sunwindow.client.ApiClient;
import org.sunwindow.client.ApiException;
import org.sunwindow.client.api.DirectoryApi;
import org.sunwindow.client.api.DisclosuresApi;
import org.sunwindow.client.api.PublishingApi;
import org.sunwindow.client.api.SearchApi;
import org.sunwindow.client.api.StatusApi;
import org.sunwindow.client.model.CaseProgress;
import org.sunwindow.client.model.DisclosureList;
import org.sunwindow.client.model.DisclosureRecord;
import org.sunwindow.client.model.Factor;
import org.sunwindow.client.model.FactorType;
import org.sunwindow.client.model.OfficeItem;
import org.sunwindow.client.model.Problem;
import org.sunwindow.client.model.SearchList;
import org.sunwindow.client.model.StatusQuery;

/** Drives a running service with the sample data as a portal would. Arguments: address, token of a publisher. */
public final class Walkthrough {

    private static final String APPLICATION = "990100261103000041";

    private final String address;

    private Walkthrough(String address) {
        this.address = address;
    }

    public static void main(String[] arguments) throws ApiException {
        var walkthrough = new Walkthrough(arguments[0]);
        walkthrough.search();
        walkthrough.lists();
        walkthrough.record();
        walkthrough.status();
        walkthrough.offices();
        walkthrough.imports(arguments[1]);
    }

    private void search() throws ApiException {
        SearchList found = new SearchApi(client(null))
                .search(SearchApi.APISearchRequest.newBuilder()
                        .q("低保标准")
                        .size(5)
                        .build());
        check(found.getItems().size() == 5, "a search returns a page");
        check(found.getKinds().stream().allMatch(kind -> kind.getCount() >= 0), "a search counts its hits by kind");
    }

    private void lists() throws ApiException {
        var api = new DisclosuresApi(client(null));
        var query = DisclosuresApi.APIListDisclosuresRequest.newBuilder().q("低保").size(3);
        DisclosureList first = api.listDisclosures(query.facets("year").build());
        var year = first.getFacets().get("year").get(0);
        DisclosureList ofYear = api.listDisclosures(
                query.facets(null).year(List.of(year.getValue())).build());
        check(ofYear.getTotal().getValue().longValue() == year.getCount(), "a facet value finds as many as it counts");
        DisclosureList second = api.listDisclosures(
                query.year(null).after(first.getPage().getNext()).build());
        check(
                second.getItems().stream().noneMatch(first.getItems()::contains)
                        && second.getItems().size() == 3,
                "a cursor returns the next page");
    }

    private void record() throws ApiException {
        var api = new DisclosuresApi(client(null));
        DisclosureRecord record = api.getDisclosure(DisclosuresApi.APIGetDisclosureRequest.newBuilder()
                .id("990100001/202603-00012")
                .build());
        check(record.getId().equals("990100001/202603-00012"), "a record with a slash in its key is read");
        check(
                problem(() -> api.getDisclosure(DisclosuresApi.APIGetDisclosureRequest.newBuilder()
                                .id("990100001/000000-00000")
                                .build()))
                        .equals("record.not-found"),
                "an unknown key is 404");
    }

    private void status() throws ApiException {
        check(problem(() -> status("000002")).equals("lookup.no-match"), "a wrong query code finds nothing");
        check(status("735902").getPlain().equals("正在审核"), "the right query code returns the status");
    }

    private CaseProgress status(String code) throws ApiException {
        var query = new StatusQuery()
                .applicationNo(APPLICATION)
                .factor(new Factor().type(FactorType.QUERY_CODE).value(code));
        return new StatusApi(client(null))
                .queryStatus(StatusApi.APIQueryStatusRequest.newBuilder()
                        .statusQuery(query)
                        .build());
    }

    private void offices() throws ApiException {
        List<Double> distances = new DirectoryApi(client(null))
                .listOffices(DirectoryApi.APIListOfficesRequest.newBuilder()
                        .near("30.3300,118.8000")
                        .radius(5000)
                        .build())
                .getItems().stream()
                        .map(OfficeItem::getDistance)
                        .map(Number::doubleValue)
                        .toList();
        check(distances.size() > 1 && distances.stream().sorted().toList().equals(distances), "the nearest come first");
    }

    private void imports(String token) throws ApiException {
        var line = PublishingApi.APIImportLinesRequest.newBuilder()
                .kind("disclosure")
                .body("""
                        {"indexNo":"990100001/202611-91002","title":"关于公布客户端示例的通知","publisher":"云川市民政局",\
                        "publishedAt":"2026-11-20 09:00:00","disclosureAttribute":"主动公开"}
                        """)
                .build();
        check(new PublishingApi(client(token)).importLines(line).getAccepted() == 1, "an import accepts a line");
        check(
                problem(() -> new PublishingApi(client("wrong")).importLines(line)).equals("publisher.unauthorized"),
                "a wrong token is refused");
    }

    private ApiClient client(String token) {
        var client = new ApiClient();
        client.updateBaseUri(address);
        if (token != null) {
            client.setRequestInterceptor((HttpRequest.Builder request) ->
                    request.header("Authorization", "Bearer " + token));
        }
        return client;
    }

    private interface Call {
        void run() throws ApiException;
    }

    /** Returns the code of the problem that a call is answered with. */
    private static String problem(Call call) throws ApiException {
        try {
            call.run();
        } catch (ApiException e) {
            if (e.getResponseBody() == null) {
                throw e;
            }
            return read(e.getResponseBody()).getCode();
        }
        throw new IllegalStateException("the call should have failed");
    }

    private static Problem read(String body) {
        try {
            return ApiClient.createDefaultObjectMapper().readValue(body, Problem.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void check(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException(what);
        }
        System.out.println("ok: " + what);
    }
}
