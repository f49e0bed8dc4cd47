package org.securemessaging.mailets;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.james.core.Domain;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.Mappings;
import org.apache.james.rrt.lib.MappingsImpl;

/** A rewrite table that knows what it was told. */
final class HeldTable {
    private final Map<String, Mappings> mappings = new HashMap<>();

    void put(String address, Mapping mapping) {
        mappings.put(address, MappingsImpl.builder().add(mapping).build());
    }

    RecipientRewriteTable table() {
        return (RecipientRewriteTable)
                Proxy.newProxyInstance(
                        HeldTable.class.getClassLoader(),
                        new Class<?>[] {RecipientRewriteTable.class},
                        (self, method, arguments) -> {
                            if (!method.getName().equals("getResolvedMappings")) {
                                throw new UnsupportedOperationException(method.getName());
                            }
                            String address = arguments[0] + "@" + ((Domain) arguments[1]).name();
                            return mappings.getOrDefault(address, MappingsImpl.empty());
                        });
    }
}
