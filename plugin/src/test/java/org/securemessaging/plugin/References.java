package org.securemessaging.plugin;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * What a class refers to, read from its constant pool: there stands whatever the virtual machine
 * may ever resolve, in code, in lambdas and in method handles.
 *
 * @param classes internal names
 * @param members methods and fields
 */
record References(Set<String> classes, Set<Member> members) {
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;

    /**
     * A method or field of a class.
     *
     * @param owner the class's internal name, or an array's descriptor
     * @param signature name and descriptor
     */
    record Member(String owner, String signature) {}

    static References of(byte[] octets) {
        ClassReader reader = new ClassReader(octets);
        char[] buffer = new char[reader.getMaxStringLength()];
        Set<String> classes = new LinkedHashSet<>();
        Set<Member> members = new LinkedHashSet<>();
        for (int item = 1; item < reader.getItemCount(); item++) {
            int at = reader.getItem(item);
            if (at == 0) {
                // The second half of a long or double.
                continue;
            }
            switch (reader.readByte(at - 1)) {
                case CLASS -> classes.add(reader.readUTF8(at, buffer));
                case FIELD, METHOD, INTERFACE_METHOD -> members.add(member(reader, at, buffer));
                default -> {}
            }
        }
        return new References(classes, members);
    }

    private static Member member(ClassReader reader, int at, char[] buffer) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(at + 2));
        return new Member(
                reader.readClass(at, buffer),
                reader.readUTF8(nameAndType, buffer) + reader.readUTF8(nameAndType + 2, buffer));
    }
}
