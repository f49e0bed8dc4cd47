package org.securemessaging.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** All classes that a class in James could see: those of some jars, and Java's own. */
final class ClassUniverse implements Closeable {
    private final List<JarFile> jars = new ArrayList<>();
    private final Map<String, Optional<ClassFacts>> known = new HashMap<>();

    ClassUniverse(List<Path> jars) throws IOException {
        for (Path jar : jars) {
            this.jars.add(new JarFile(jar.toFile()));
        }
    }

    /** Whether a class, given by internal name or array descriptor, is there. */
    boolean has(String name) {
        if (!name.startsWith("[")) {
            return facts(name).isPresent();
        }
        String element = name.replaceFirst("^\\[+", "");
        return !element.startsWith("L") || has(element.substring(1, element.length() - 1));
    }

    /** Whether a method or field is declared by its owner or by one of the owner's parents. */
    boolean has(References.Member member) {
        if (member.owner().startsWith("[") || isSignaturePolymorphic(member.owner())) {
            return has(member.owner());
        }
        return declares(member.owner(), member.signature());
    }

    private boolean declares(String owner, String signature) {
        return facts(owner)
                .map(
                        facts ->
                                facts.members().contains(signature)
                                        || facts.parents().stream()
                                                .anyMatch(parent -> declares(parent, signature)))
                .orElse(false);
    }

    // Their methods take any arguments (Java Virtual Machine Specification §2.9.3).
    private static boolean isSignaturePolymorphic(String owner) {
        return owner.equals("java/lang/invoke/MethodHandle")
                || owner.equals("java/lang/invoke/VarHandle");
    }

    private Optional<ClassFacts> facts(String name) {
        Optional<ClassFacts> facts = known.get(name);
        if (facts == null) {
            facts = find(name + ".class").map(ClassFacts::of);
            known.put(name, facts);
        }
        return facts;
    }

    private Optional<byte[]> find(String entry) {
        try {
            for (JarFile jar : jars) {
                ZipEntry found = jar.getEntry(entry);
                if (found != null) {
                    return Optional.of(jar.getInputStream(found).readAllBytes());
                }
            }
            try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(entry)) {
                return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (JarFile jar : jars) {
            jar.close();
        }
    }
}
