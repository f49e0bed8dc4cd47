package org.securemessaging.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder a server runs in: {@code conf/}, {@code extensions-jars/}, {@code pki/}, {@code
 * directory/}, {@code archive/}, {@code var/} and {@code logs/}.
 */
public final class WorkFolder {
    /** The server's own files; those of the extension's {@code conf/} are laid beside them. */
    private static final List<String> SERVER_FILES =
            List.of(
                    "directory-password.txt",
                    "dnsservice.xml",
                    "domainlist.xml",
                    "imapserver.xml",
                    "listeners.xml",
                    "mailrepositorystore.xml",
                    "recipientrewritetable.xml",
                    "securemessaging.xml",
                    "smtpserver.xml",
                    "usersrepository.xml",
                    "webadmin.properties");

    private final Path folder;

    /**
     * A folder, made if it is not there.
     *
     * @param folder where
     */
    public WorkFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        create(this.folder);
    }

    /**
     * Writes {@code conf/} anew: the extension's sample configuration, and over it the server's own
     * files with the ports filled in. There is no directory.
     *
     * @param sample the extension's sample configuration
     * @param ports where the server shall listen; 0 is any free port
     */
    public void configure(Path sample, ServerPorts ports) {
        configure(sample, ports, "", "");
    }

    /**
     * Writes {@code conf/} anew, as {@link #configure(Path, ServerPorts)}, for a server that looks
     * certificates up in a directory, publishes them there, and archives every mail.
     *
     * @param sample the extension's sample configuration
     * @param ports where the server shall listen; 0 is any free port
     * @param directory the port where the directory listens
     */
    public void configure(Path sample, ServerPorts ports, int directory) {
        try {
            configure(
                    sample,
                    ports,
                    resource("directory.xml").replace("@ldap-port@", Integer.toString(directory)),
                    resource("archive.xml"));
            // The extension makes no archive: one that is not mounted must not be begun anew.
            create(archive());
            Path mailets = conf().resolve("mailetcontainer.xml");
            String sampleMailets = Files.readString(mailets);
            for (String mailet : List.of("PublishCertificates", "ArchiveDecrypted")) {
                sampleMailets = SampleMailets.switchedOn(sampleMailets, mailet);
            }
            Files.writeString(mailets, SampleMailets.encryptingLocally(sampleMailets));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure(Path sample, ServerPorts ports, String directory, String archive) {
        create(conf());
        try (Stream<Path> files = Files.list(sample)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file,
                        conf().resolve(file.getFileName().toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            for (String name : SERVER_FILES) {
                Files.writeString(
                        conf().resolve(name),
                        filled(resource(name), ports)
                                .replace("@directory@", directory)
                                .replace("@archive@", archive));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a jar the only extension.
     *
     * @param jar the extension's jar
     */
    public void install(Path jar) {
        Path extensions = folder.resolve("extensions-jars");
        create(extensions);
        try (Stream<Path> old = Files.list(extensions)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
            Files.copy(jar, extensions.resolve(jar.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The folder itself.
     *
     * @return an absolute path
     */
    public Path path() {
        return folder;
    }

    /**
     * The configuration.
     *
     * @return {@code conf/} below the folder
     */
    public Path conf() {
        return folder.resolve("conf");
    }

    /**
     * The trial PKI.
     *
     * @return {@code pki/} below the folder
     */
    public Path pki() {
        return folder.resolve("pki");
    }

    /**
     * What the directory keeps.
     *
     * @return {@code directory/} below the folder
     */
    public Path directory() {
        return folder.resolve("directory");
    }

    /**
     * The compliance archive.
     *
     * @return {@code archive/} below the folder
     */
    public Path archive() {
        return folder.resolve("archive");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = WorkFolder.class.getResourceAsStream("conf/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String filled(String text, ServerPorts ports) {
        return text.replace("@smtp-port@", Integer.toString(ports.smtp()))
                .replace("@imap-port@", Integer.toString(ports.imap()))
                .replace("@webadmin-port@", Integer.toString(ports.webadmin()));
    }

    private static void create(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
