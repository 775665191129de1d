package io.rollcall.app;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;

/** The pictures of the page in the documentation: docs/images. Small, with 256 colours at most. */
final class Pictures {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent()
            .resolve("docs/images");
    private static final int WIDTH = 1080;
    private static final int LOWEST = 400;
    private static final int HIGHEST = 760;
    private static final int COLOURS = 256;

    /** The views that the documentation shows. */
    static final Set<String> VIEWS = Set.of("now", "flows", "budget", "roster");

    private Pictures() {}

    /** Writes a picture of what the browser shows, as high as the content is, within limits. */
    static void write(Browser browser, String view, String language) throws IOException {
        browser.size(WIDTH, LOWEST);
        Long needed = (Long) browser.script("return document.querySelector('main').scrollHeight");
        browser.size(WIDTH, (int) Math.max(LOWEST, Math.min(HIGHEST, needed)));
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(browser.picture()));
        String name = "page-" + view + (language.equals("en") ? "" : "-" + language) + ".png";
        Files.createDirectories(FOLDER);
        ImageIO.write(reduced(whole), "png", FOLDER.resolve(name).toFile());
    }

    /** The same with the colours that are used most; each other one becomes the nearest of them. */
    private static BufferedImage reduced(BufferedImage whole) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < whole.getHeight(); y++) {
            for (int x = 0; x < whole.getWidth(); x++) {
                counts.merge(whole.getRGB(x, y) & 0xffffff, 1, Integer::sum);
            }
        }
        List<Integer> palette = new ArrayList<>(counts.keySet());
        palette.sort(Comparator.comparing(counts::get).reversed());
        palette = palette.subList(0, Math.min(COLOURS, palette.size()));
        int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
        BufferedImage small = new BufferedImage(
                whole.getWidth(),
                whole.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE));
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < whole.getHeight(); y++) {
            for (int x = 0; x < whole.getWidth(); x++) {
                int index = nearest.computeIfAbsent(whole.getRGB(x, y) & 0xffffff, colour -> nearest(colour, colours));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        return small;
    }

    private static int nearest(int colour, int[] palette) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            if (distance(colour, palette[i]) < distance(colour, palette[best])) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int red = (one >> 16) - (other >> 16);
        int green = (one >> 8 & 255) - (other >> 8 & 255);
        int blue = (one & 255) - (other & 255);
        return red * red + green * green + blue * blue;
    }
}
