package org.securemessaging.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1.2.3",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "198.18.0.1",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "fe80::1",
                "fec0::1",
                "fd00::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1"
            })
    void permitsShouldRefuseWhatIsNotPublic(String address) throws UnknownHostException {
        assertThat(AddressPolicy.PUBLIC.permits("crl.example", InetAddress.getByName(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8", "172.15.255.255", "172.32.0.1", "126.255.255.255", "128.0.0.1",
                "100.63.255.255", "100.128.0.1", "2606:4700::1", "2a00:1450::1", "2003::1"
            })
    void permitsShouldAllowWhatIsPublic(String address) throws UnknownHostException {
        assertThat(AddressPolicy.PUBLIC.permits("crl.example", InetAddress.getByName(address)))
                .isTrue();
    }

    @Test
    void permitsShouldAllowRangesAndHostsOfTheAdministrator() throws UnknownHostException {
        AddressPolicy policy =
                new AddressPolicy(List.of(AddressRange.parse("10.9.0.0/16")), Set.of("CRL.Inside"));

        assertThat(policy.permits("any", InetAddress.getByName("10.9.1.2"))).isTrue();
        assertThat(policy.permits("any", InetAddress.getByName("10.8.1.2"))).isFalse();
        assertThat(policy.permits("crl.inside", InetAddress.getByName("10.8.1.2"))).isTrue();
        assertThat(policy.permits("crl.inside.evil", InetAddress.getByName("10.8.1.2"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "host.example", "10.0.0.0/x", "", "/8"})
    void parseShouldRefuseWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/8");
    }
}
