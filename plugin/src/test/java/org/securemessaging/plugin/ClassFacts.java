package org.securemessaging.plugin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class declares.
 *
 * @param parents its superclass and interfaces, by internal name
 * @param members its methods and fields, each as name and descriptor
 */
record ClassFacts(List<String> parents, Set<String> members) {
    static ClassFacts of(byte[] octets) {
        List<String> parents = new ArrayList<>();
        Set<String> members = new HashSet<>();
        new ClassReader(octets)
                .accept(
                        new Collector(parents, members),
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return new ClassFacts(parents, members);
    }

    private static final class Collector extends ClassVisitor {
        private final List<String> parents;
        private final Set<String> members;

        Collector(List<String> parents, Set<String> members) {
            super(Opcodes.ASM9);
            this.parents = parents;
            this.members = members;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                String signature,
                String superName,
                String[] interfaces) {
            if (superName != null) {
                parents.add(superName);
            }
            parents.addAll(List.of(interfaces));
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            members.add(name + descriptor);
            return null;
        }

        @Override
        public FieldVisitor visitField(
                int access, String name, String descriptor, String signature, Object value) {
            members.add(name + descriptor);
            return null;
        }
    }
}
