package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of the Kubernetes API and of the Prometheus operator, against which resources are checked. */
final class KubernetesTypes {

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Stream.of(
                    ConfigMap.class,
                    Deployment.class,
                    HorizontalPodAutoscaler.class,
                    Ingress.class,
                    Job.class,
                    Namespace.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    PodMonitor.class,
                    PrometheusRule.class,
                    Service.class,
                    ServiceAccount.class)
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    private static final ObjectMapper JSON = new ObjectMapper();

    private KubernetesTypes() {}

    /** Returns the keys of a resource that its type does not have, and checks its version and its values. */
    static List<String> unknownKeys(JsonNode resource) {
        String kind = resource.path("kind").asText();
        assertThat(TYPES).containsKey(kind);
        JavaType type = JSON.constructType(TYPES.get(kind));
        assertThat(resource.path("apiVersion").asText()).as(kind).isEqualTo(HasMetadata.getApiVersion(TYPES.get(kind)));
        assertThat(JSON.<Object>convertValue(resource, type))
                .as("values of the right types")
                .isNotNull();
        var unknown = new ArrayList<String>();
        findUnknown(resource, type, kind, unknown);
        return unknown;
    }

    private static void findUnknown(JsonNode node, JavaType type, String path, List<String> unknown) {
        if (node.isArray()) {
            node.forEach(item -> findUnknown(item, type.containedTypeOrUnknown(0), path + "[]", unknown));
        } else if (node.isObject() && type.isMapLikeType()) {
            node.forEach(value -> findUnknown(value, type.getContentType(), path + ".*", unknown));
        } else if (node.isObject()) {
            Map<String, JavaType> properties =
                    JSON.getDeserializationConfig().introspect(type).findProperties().stream()
                            .collect(Collectors.toMap(
                                    BeanPropertyDefinition::getName, BeanPropertyDefinition::getPrimaryType));
            node.properties().forEach(property -> {
                String name = path + "." + property.getKey();
                if (properties.containsKey(property.getKey())) {
                    findUnknown(property.getValue(), properties.get(property.getKey()), name, unknown);
                } else {
                    unknown.add(name);
                }
            });
        }
    }
}
