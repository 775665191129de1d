package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.reference.VendorAnswers;
import io.rollcall.vendor.dingtalk.DingTalkVendor;
import io.rollcall.vendor.huawei.HuaweiVendor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApplicationTest {
    private static final Path PACKAGE = Path.of("src/main/java/io/rollcall/vendor");

    /** Whatever goes through an application's operations, such as recordings, would miss a capability that is not among them. */
    @Test
    void operations_areThoseOfEveryCapability() throws Exception {
        int capabilities = 0;
        for (Vendor vendor : List.of(new DingTalkVendor(), new HuaweiVendor())) {
            Application application = VendorAnswers.application(vendor);
            List<Object> offered =
                    new ArrayList<>(List.of(application.provider().token()));
            for (Class<?> type : interfaces()) {
                Object capability = application.provider().capability(type).orElse(null);
                for (Method method : type.getMethods()) {
                    if (capability != null
                            && Operation.class.isAssignableFrom(method.getReturnType())
                            && method.getParameterCount() == 0
                            && type != Provider.class) {
                        offered.add(method.invoke(capability));
                        capabilities++;
                    }
                }
            }
            assertThat(application.operations()).containsExactlyInAnyOrderElementsOf(cast(offered));
        }
        assertThat(capabilities).isGreaterThan(15);
    }

    private static List<Operation<?, ?>> cast(List<Object> offered) {
        List<Operation<?, ?>> operations = new ArrayList<>();
        offered.forEach(one -> operations.add((Operation<?, ?>) one));
        return operations;
    }

    private static List<Class<?>> interfaces() throws Exception {
        List<Class<?>> interfaces = new ArrayList<>();
        try (Stream<Path> files = Files.list(PACKAGE)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (!name.equals("package-info")) {
                    Class<?> type = Class.forName("io.rollcall.vendor." + name);
                    if (type.isInterface() && !Operation.class.isAssignableFrom(type)) {
                        interfaces.add(type);
                    }
                }
            }
        }
        return interfaces;
    }
}
