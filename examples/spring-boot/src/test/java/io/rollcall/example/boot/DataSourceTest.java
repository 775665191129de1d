package io.rollcall.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rollcall on the application's own database. */
@Timeout(90)
@ExtendWith(SandboxExtension.class)
@Tag("slow")
class DataSourceTest {
    @Test
    void store_whenTheApplicationHasADataSource_isInItAndTheApplicationDoesNotMigrate(Sandbox sandbox)
            throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.start();
                ConfigurableApplicationContext spring = HostTest.start(
                        Application.class,
                        sandbox.settings(),
                        "--spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
                        "--rollcall.flow.board.type=cohost",
                        "--rollcall.flow.board.users=UN-lisi")) {
            FlowReport report = spring.getBean(CamelContext.class)
                    .createFluentProducerTemplate()
                    .to("rollcall:run?flow=board")
                    .request(FlowReport.class);
            List<String> tables = spring.getBean(JdbcTemplate.class)
                    .queryForList(
                            "select table_name from information_schema.tables where table_schema = 'public'",
                            String.class);

            assertThat(report.result().changes()).hasSize(1);
            assertThat(tables).isNotEmpty().allMatch(table -> table.startsWith("rollcall_"));
            assertThat(spring.getBeanNamesForType(Object.class))
                    .noneMatch(name -> name.toLowerCase().contains("flyway"));
            assertThatThrownBy(() -> Class.forName("org.flywaydb.core.Flyway"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }
}
