package tutti.gateway.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Somebody who listens in a player of their own, page by page. */
public final class Player implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int HEADER_BYTES = 27;

    private final HttpResponse<InputStream> response;
    private final DataInputStream in;

    public record Page(int flags, long granule, int number, byte[] body) {
        public boolean isLast() {
            return (flags & 4) != 0;
        }
    }

    private Player(HttpResponse<InputStream> response) {
        this.response = response;
        this.in = new DataInputStream(response.body());
    }

    public static Player tunedTo(URI uri, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri);
            if (headers.length > 0) {
                request.headers(headers);
            }
            return new Player(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public int status() {
        return response.statusCode();
    }

    /** The next so many, the headers with them. */
    public List<Page> pages(int count) {
        List<Page> pages = new ArrayList<>();
        while (pages.size() < count) {
            pages.add(next());
        }
        return pages;
    }

    /** Plays on until the response ends or breaks off. */
    public void playOut() {
        try {
            in.readAllBytes();
        } catch (IOException brokenOff) {
            // Which is an end too.
        }
    }

    /** Plays on to the end of the response. */
    public Page last() {
        Page last = next();
        for (Page page = last; page != null; page = next()) {
            last = page;
        }
        return last;
    }

    /** Null at the end. */
    private Page next() {
        try {
            byte[] header = new byte[HEADER_BYTES];
            in.readFully(header);
            ByteBuffer page = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            if (page.getInt(0) != 0x5367_674F) {
                throw new AssertionError("no page of an Ogg begins here, in an answer " + status());
            }
            byte[] lengths = new byte[header[26] & 0xFF];
            in.readFully(lengths);
            int size = 0;
            for (byte length : lengths) {
                size += length & 0xFF;
            }
            byte[] body = new byte[size];
            in.readFully(body);
            return new Page(page.get(5), page.getLong(6), page.getInt(18), body);
        } catch (EOFException end) {
            return null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
