package tutti.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or a single one. */
public record AddressRange(InetAddress first, int prefixBits) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern ADDRESS = Pattern.compile(OCTET + "(\\." + OCTET + "){3}|(?=.*:)[0-9A-Fa-f:.]{2,45}");
    private static final int HALF_BYTES = 8;
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    public AddressRange {
        if (prefixBits < 0 || prefixBits > first.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "not a network: " + first.getHostAddress() + " has no " + prefixBits + " bits");
        }
    }

    /** Throws IllegalArgumentException for what is none. Never asks a name server. */
    public static AddressRange of(String text) {
        String[] parts = text.split("/", 2);
        if (!isAddress(parts[0]) || (parts.length > 1 && !BITS.matcher(parts[1]).matches())) {
            throw new IllegalArgumentException("not a network: '" + text + "'");
        }
        try {
            InetAddress address = InetAddress.getByName(parts[0]);
            int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : address.getAddress().length * Byte.SIZE;
            return new AddressRange(address, bits);
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException("not a network: '" + text + "'", notAnAddress);
        }
    }

    /** Whether this is written as an address, and no name that would have to be looked up. */
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /** The name that limits know an address by. Whoever has one IPv6 address has its whole /64. */
    public static String counted(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, HALF_BYTES) + "/64"
                : address.getHostAddress();
    }

    public boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefixBits;
    }
}
