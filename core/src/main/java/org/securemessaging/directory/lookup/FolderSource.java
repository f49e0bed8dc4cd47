package org.securemessaging.directory.lookup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.securemessaging.certificate.FolderFiles;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.certificate.WatchedFiles;
import org.securemessaging.cms.SmimeCertificateReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files with certificates, or folders of such files, found by the addresses that the certificates
 * hold. They are followed as they change. Thread safe.
 */
public final class FolderSource implements LookupSource {
    private static final Logger LOGGER = LoggerFactory.getLogger(FolderSource.class);
    // As for anchors: soon enough for whoever put a file there and tries at once.
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);

    private final String name;
    private final WatchedFiles<Index> files;

    /** What the files held. */
    private record Index(Map<MailAddress, List<Candidate>> byAddress, List<String> problems) {}

    private FolderSource(String name, WatchedFiles<Index> files) {
        this.name = name;
        this.files = files;
    }

    /**
     * Reads files and folders. What can't be read is logged.
     *
     * @param paths PEM, DER or PKCS #7; one with signed capabilities, as userSMIMECertificate has
     *     them, says what its owner's mail program can read
     * @param smime reads these
     * @return the source
     */
    public static FolderSource of(List<Path> paths, SmimeCertificateReader smime) {
        String name = "files " + String.join(", ", paths.stream().map(Path::toString).toList());
        return new FolderSource(
                name,
                new WatchedFiles<>(
                        paths,
                        each -> index(each, name, new FileCertificates(smime)),
                        CHECK_EVERY));
    }

    private static Index index(List<Path> paths, String name, FileCertificates reader) {
        List<String> problems = new ArrayList<>();
        Map<MailAddress, List<Candidate>> byAddress = new LinkedHashMap<>();
        for (Path file : FolderFiles.list(paths, problems)) {
            Answer answer = reader.read(file, name);
            problems.addAll(answer.problems());
            for (Candidate candidate : answer.candidates()) {
                MailAddresses.of(candidate.certificate()).all().stream()
                        .flatMap(text -> MailAddress.parse(text).stream())
                        .distinct()
                        .forEach(
                                address ->
                                        byAddress
                                                .computeIfAbsent(address, key -> new ArrayList<>())
                                                .add(candidate));
            }
        }
        problems.forEach(problem -> LOGGER.warn("certificate files: {}", problem));
        return new Index(byAddress, List.copyOf(problems));
    }

    /**
     * What can't be read now.
     *
     * @return a sentence for each file, or part of one
     */
    public List<String> problems() {
        return files.get().value().problems();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public AddressRule addressRule() {
        return AddressRule.REQUIRED;
    }

    @Override
    public Answer find(SearchAddress address) {
        return new Answer(
                files.get().value().byAddress().getOrDefault(address.address(), List.of()),
                List.of());
    }
}
