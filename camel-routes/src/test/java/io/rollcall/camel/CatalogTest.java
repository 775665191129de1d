package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Camel's catalogue with the generated descriptor of the component, as tools and validators use it. */
class CatalogTest {
    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private String descriptor;

    @BeforeEach
    void read() throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/META-INF/io/rollcall/camel/rollcall.json")) {
            descriptor = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        catalog.addComponent("rollcall", RollcallComponent.class.getName(), descriptor);
    }

    @Test
    void uris_areValidated() {
        assertThat(List.of(
                        "rollcall:ongoing-meetings?account=hq&timeout=5s",
                        "rollcall:department-users?department=1&recursive=true&pageSize=50",
                        "rollcall:user-details?idType=USER_ID",
                        "rollcall:run?flow=board&mode=plan",
                        "rollcall:events?flow=board&kinds=change,report",
                        "rollcall:stream?events=meeting,contacts&account=hq"))
                .allSatisfy(uri -> assertThat(
                                catalog.validateEndpointProperties(uri).isSuccess())
                        .as(uri)
                        .isTrue());
        assertThat(catalog.validateEndpointProperties("rollcall:ongoing-meetings?acount=hq")
                        .getUnknown())
                .containsExactly("acount");
        assertThat(catalog.validateEndpointProperties("rollcall:ongoing-meeting")
                        .getInvalidEnum())
                .containsEntry("operation", "ongoing-meeting");
    }

    @Test
    void operations_areAllThere() {
        ComponentModel model = JsonMapper.generateComponentModel(descriptor);

        assertThat(model.getEndpointOptions().stream()
                        .filter(option -> option.getName().equals("operation"))
                        .flatMap(option -> option.getEnums().stream()))
                .containsExactlyElementsOf(Arrays.stream(RollcallOperation.values())
                        .map(RollcallOperation::path)
                        .toList());
    }

    @Test
    void secrets_areMarkedAndStandInNoUri() {
        ComponentModel model = JsonMapper.generateComponentModel(descriptor);

        assertThat(model.getComponentOptions().stream()
                        .filter(ComponentModel.ComponentOptionModel::isSecret)
                        .map(option -> option.getName())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("dingtalkClientSecret", "huaweiAppKey", "keys");
        assertThat(model.getEndpointOptions()).noneMatch(option -> option.isSecret());
    }
}
