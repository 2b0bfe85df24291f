package org.sunwindow.contract;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.Problems;

/** The problems of each operation: what its method declares, and what follows from its parameters, body and security. */
final class OperationProblems {

    private static final DotName PROBLEMS = DotName.createSimple(Problems.class);
    private static final DotName OPERATION = DotName.createSimple(Operation.class);

    /** The operations that every kind inherits have no identifier of their own. */
    private static final String RESOURCE_OF_KINDS = "PublicationResource";

    /** Of every operation: found before the request reaches it, or by accident. */
    private static final Set<ProblemCode> ALWAYS = EnumSet.of(
            ProblemCode.REQUEST_INVALID,
            ProblemCode.PARAMETER_INVALID,
            ProblemCode.NOT_ACCEPTABLE,
            ProblemCode.REQUEST_TIMEOUT,
            ProblemCode.URI_TOO_LONG,
            ProblemCode.HEADERS_TOO_LARGE,
            // any request may be signed or have a token, and every request is counted
            ProblemCode.CALLER_UNAUTHORIZED,
            ProblemCode.SIGNATURE_INVALID,
            ProblemCode.SIGNATURE_TIME,
            ProblemCode.SIGNATURE_REPEATED,
            ProblemCode.CALLER_SCOPE,
            ProblemCode.TOKEN_THROTTLED,
            ProblemCode.RATE_LIMITED,
            ProblemCode.INTERNAL);

    private static final Set<ProblemCode> OF_PUBLIC_READS =
            EnumSet.of(ProblemCode.INDEX_BUILDING, ProblemCode.INDEX_BEHIND, ProblemCode.BUSY);

    private static final Set<ProblemCode> OF_BODIES =
            EnumSet.of(ProblemCode.BODY_INVALID, ProblemCode.BODY_TOO_LARGE, ProblemCode.MEDIA_TYPE_UNSUPPORTED);

    private static final Map<String, ProblemCode> OF_SECURITY = Map.of(
            "publisher", ProblemCode.PUBLISHER_UNAUTHORIZED,
            "caller", ProblemCode.CALLER_UNAUTHORIZED);

    private static final Map<String, ProblemCode> OF_PARAMETERS =
            Map.of("after", ProblemCode.CURSOR_INVALID, "asOf", ProblemCode.AS_OF_TOO_OLD);

    /** By operation, and by the name of the inherited method. */
    private final Map<String, Set<ProblemCode>> declared = new HashMap<>();

    private final Map<String, Set<ProblemCode>> ofKinds = new HashMap<>();

    OperationProblems(IndexView index) {
        index.getAnnotations(PROBLEMS).stream()
                .filter(annotation -> annotation.target().kind() == AnnotationTarget.Kind.METHOD)
                .forEach(this::add);
    }

    private void add(AnnotationInstance annotation) {
        MethodInfo method = annotation.target().asMethod();
        var codes = EnumSet.noneOf(ProblemCode.class);
        Arrays.stream(annotation.value().asEnumArray())
                .map(ProblemCode::valueOf)
                .forEach(codes::add);
        AnnotationInstance operation = method.annotation(OPERATION);
        if (operation != null) {
            declared.put(operation.value("operationId").asString(), codes);
        } else if (method.declaringClass().simpleName().equals(RESOURCE_OF_KINDS)) {
            ofKinds.put(method.name(), codes);
        } else {
            throw new IllegalStateException(method + " declares problems, but is no operation");
        }
    }

    /** The codes in the order of {@link ProblemCode}. */
    Set<ProblemCode> of(
            String path, PathItem.HttpMethod method, org.eclipse.microprofile.openapi.models.Operation operation) {
        var codes = EnumSet.copyOf(ALWAYS);
        codes.addAll(declared.getOrDefault(operation.getOperationId(), inherited(path, method, operation)));
        boolean isPublicRead = operation.getResponses().hasAPIResponse("304");
        codes.addAll(isPublicRead ? OF_PUBLIC_READS : Set.of(ProblemCode.STORE_UNAVAILABLE));
        if (operation.getRequestBody() != null) {
            codes.addAll(OF_BODIES);
        }
        for (Parameter parameter : parameters(operation)) {
            ProblemCode code = OF_PARAMETERS.get(name(parameter));
            if (code != null && isPublicRead) {
                codes.add(code);
            }
        }
        operation.getSecurity().stream()
                .flatMap(requirement -> requirement.getSchemes().keySet().stream())
                .map(OF_SECURITY::get)
                // signatures, whose problems every operation has
                .filter(Objects::nonNull)
                .forEach(codes::add);
        return codes;
    }

    private Set<ProblemCode> inherited(
            String path, PathItem.HttpMethod method, org.eclipse.microprofile.openapi.models.Operation operation) {
        boolean ofKind = method == PathItem.HttpMethod.GET
                && path.endsWith("/{id}")
                && operation.getResponses().hasAPIResponse("304");
        return ofKind ? ofKinds.getOrDefault("get", Set.of()) : Set.of();
    }

    private static List<Parameter> parameters(org.eclipse.microprofile.openapi.models.Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static String name(Parameter parameter) {
        String reference = parameter.getRef();
        return reference == null ? parameter.getName() : reference.substring(reference.lastIndexOf('/') + 1);
    }
}
