package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Users who import the BOM get every published module in one version, and nothing of anybody else's. */
class BomTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    @Test
    void bom_managesEveryPublishedModuleAndNothingElse() throws Exception {
        Set<String> published = new TreeSet<>();
        for (Element module : all(pom(""), "modules", "module")) {
            Element pom = pom(module.getTextContent());
            boolean isPublished = all(pom, "properties", "maven.deploy.skip").isEmpty();
            if (isPublished && !module.getTextContent().equals("bom")) {
                published.add("io.rollcall:" + text(pom, "artifactId") + ":${project.version}");
            }
        }
        List<String> managed = new ArrayList<>();
        for (Element one : all(pom("bom"), "dependencyManagement", "dependencies", "dependency")) {
            assertThat(all(one, "scope")).as("an import").isEmpty();
            managed.add(text(one, "groupId") + ":" + text(one, "artifactId") + ":" + text(one, "version"));
        }
        assertThat(managed).isNotEmpty().containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void bom_hasNoParentWhoseVersionsItWouldHandOn_andTheVersionOfAll() throws Exception {
        Element bom = pom("bom");
        assertThat(all(bom, "parent")).isEmpty();
        assertThat(text(bom, "version")).isEqualTo(text(pom(""), "version"));
    }

    private static Element pom(String module) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve(module).resolve("pom.xml").toFile())
                .getDocumentElement();
    }

    private static String text(Element parent, String child) {
        return all(parent, child).get(0).getTextContent();
    }

    /** The elements at the end of a path of children. */
    private static List<Element> all(Element from, String... path) {
        List<Element> found = List.of(from);
        for (String name : path) {
            List<Element> next = new ArrayList<>();
            for (Element one : found) {
                for (Node child = one.getFirstChild(); child != null; child = child.getNextSibling()) {
                    if (child instanceof Element element && element.getTagName().equals(name)) {
                        next.add(element);
                    }
                }
            }
            found = next;
        }
        return found;
    }
}
