package io.rollcall.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A name for the bytes of all libraries. All files of the distribution have one time, so that neither that nor a snapshot's
 * version tells whether an archive of classes belongs to them.
 */
final class LibraryDigest {
    private static final int CHARACTERS = 16;

    private LibraryDigest() {}

    static String of(List<Path> libraries) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
        for (Path library : libraries) {
            digest.update(Files.readAllBytes(library));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
    }
}
