package tutti.gateway.wire;

/** RFC 9457, with the code of the protocol. */
public record Problem(String type, String title, int status, String code, String detail) {
    public static Problem of(int status, Code code, String detail) {
        return new Problem("about:blank", code.word(), status, code.word(), detail);
    }
}
