package org.securemessaging.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Says the version of the software, of Java, and of Bouncy Castle, as a bug report needs them. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Properties build = build();
        return new String[] {
            "securemessaging " + build.getProperty("version"),
            "Bouncy Castle " + build.getProperty("bouncycastle"),
            "Java ${java.version} (${java.vendor}) on ${os.name} ${os.arch}"
        };
    }

    private static Properties build() {
        Properties build = new Properties();
        try (InputStream in = VersionProvider.class.getResourceAsStream("version.properties")) {
            build.load(in);
            return build;
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties can't be read", e);
        }
    }
}
