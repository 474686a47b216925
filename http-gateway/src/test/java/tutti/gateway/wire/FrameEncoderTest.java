package tutti.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;
import tutti.engine.room.CloseReason;
import tutti.engine.room.RoomNews;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Playout;
import tutti.engine.room.broadcast.StopReason;
import tutti.engine.room.chat.Author;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

@org.junit.jupiter.api.DisplayName("News on the wire")
class FrameEncoderTest {
    private static final UserId ANN = new UserId("ann-0001");
    private static final Source FILM =
            new Source(Source.Kind.VIDEO, "https://a.example/f.m3u8", "Film", 120_000_000L, false);
    private static final Playback BEFORE = new Playback(false, 3_500_000, 1_795_000_000_000_000L, 1);
    private static final Playback COMING = new Playback(true, 3_500_000, 1_795_000_001_234_567L, 1.25);
    private static final Timeline TIMELINE = new Timeline(FILM, COMING, BEFORE, 7, ANN, Timeline.Reason.PLAY);

    private final FrameEncoder encoder = new FrameEncoder();

    @Test
    void has_the_protocols_names_and_units() {
        assertThat(encoder.encode(new RoomNews.TimelineMoved(TIMELINE)))
                .isEqualTo(
                        "{\"type\":\"state\",\"kind\":\"video\",\"src\":\"https://a.example/f.m3u8\",\"title\":\"Film\","
                                + "\"isPlaying\":true,\"baseMediaTime\":3.5,\"baseServerTime\":1795000001234.567,"
                                + "\"playbackRate\":1.25,\"duration\":120,\"loop\":false,\"version\":7,\"by\":\"ann-0001\","
                                + "\"reason\":\"play\"}");
        assertThat(encoder.resync(TIMELINE)).startsWith("{\"type\":\"resync\",\"kind\":\"video\"");
        assertThat(encoder.encode(new RoomNews.Closed(CloseReason.EMPTY)))
                .isEqualTo("{\"type\":\"room:closed\",\"reason\":\"empty\"}");
        assertThat(encoder.encode(new RoomNews.MemberLeft(ANN, 3)))
                .isEqualTo("{\"type\":\"user:left\",\"userId\":\"ann-0001\",\"total\":3}");
    }

    @Test
    void tells_who_is_here_with_two_hundred_of_them_by_name() {
        List<Member> crowd = IntStream.range(0, 900)
                .mapToObj(each -> new Member(
                        new UserId("guest-" + each), new DisplayName("Guest " + each), Role.GUEST, true, 1_000))
                .toList();

        String frame = encoder.presence(crowd);

        assertThat(frame).startsWith("{\"type\":\"presence\",\"users\":[{\"id\":\"guest-0\",\"name\":\"Guest 0\"");
        assertThat(frame).contains("guest-199").doesNotContain("guest-200").endsWith("],\"total\":900}");
    }

    @Test
    void tells_of_a_broadcast_from_its_start_to_its_end() {
        Broadcast broadcast = new Broadcast(
                new BroadcastId("cast-1"),
                4_000_000_000L,
                ANN,
                new Feed(Feed.Codec.OPUS, 48_000, 2, 128),
                Playout.STABLE,
                "pekko://tutti@10.0.0.1:2552",
                1_795_000_000_000_500L,
                null);

        assertThat(encoder.encode(new RoomNews.BroadcastStarted(broadcast)))
                .isEqualTo("{\"type\":\"broadcast:started\",\"broadcastId\":\"cast-1\",\"epoch\":4000000000,"
                        + "\"hostId\":\"ann-0001\",\"codec\":\"opus\",\"sampleRate\":48000,\"channels\":2,"
                        + "\"tiers\":[0,1,2],\"playoutDelayMs\":5000,\"startedAt\":1795000000000.5}");
        assertThat(encoder.encode(new RoomNews.BroadcastInterrupted(broadcast.id(), 1_795_000_001_000_000L)))
                .isEqualTo(
                        "{\"type\":\"broadcast:waiting\",\"broadcastId\":\"cast-1\",\"sinceServerTime\":1795000001000}");
        assertThat(encoder.encode(new RoomNews.BroadcastStopped(broadcast.id(), StopReason.HOST_LOST)))
                .isEqualTo("{\"type\":\"broadcast:stopped\",\"broadcastId\":\"cast-1\",\"reason\":\"host-lost\"}");
    }

    @Test
    void keeps_text_as_text() {
        Author author = new Author(ANN, new DisplayName("<i>Ann</i>"), Role.GUEST);
        ChatLine line = new ChatLine(1, author, "</script>\"\u2028", 1_795_000_000_000_000L, 0, null);

        assertThat(encoder.encode(new RoomNews.Said(line)))
                .isEqualTo(
                        "{\"type\":\"chat\",\"seq\":1,\"from\":{\"id\":\"ann-0001\",\"name\":\"<i>Ann</i>\","
                                + "\"role\":\"guest\"},\"text\":\"</script>\\\"\u2028\",\"serverTime\":1795000000000,\"mediaTime\":0}");
    }

    @Test
    void tells_together_who_came_who_went_and_who_is_another_now() {
        Member ben = new Member(new UserId("ben-0001"), new DisplayName("Ben"), Role.GUEST, true, 1_795_000_000_000L);
        Member cat = new Member(new UserId("cat-0001"), new DisplayName("Cat"), Role.HOST, true, 1_795_000_000_000L);

        String frame = encoder.together(
                List.of(
                        new RoomNews.MemberLeft(ANN, 151),
                        new RoomNews.MemberJoined(ben, 152),
                        new RoomNews.MemberChanged(cat, 152)),
                152);

        assertThat(frame)
                .startsWith("{\"type\":\"users\",\"joined\":[{\"id\":\"ben-0001\",\"name\":\"Ben\",\"role\":\"guest\",")
                .contains("}],\"left\":[\"ann-0001\"],\"changed\":[{\"id\":\"cat-0001\",")
                .endsWith("}],\"total\":152}");
    }

    @Test
    void shows_a_user_whole() {
        Member member = new Member(ANN, new DisplayName("Ann"), Role.HOST, true, 1_795_000_000_000L);

        assertThat(encoder.encode(new RoomNews.MemberJoined(member, 1)))
                .isEqualTo("{\"type\":\"user:joined\",\"user\":{\"id\":\"ann-0001\",\"name\":\"Ann\",\"role\":\"host\","
                        + "\"ready\":true,\"suspended\":null,\"joinedAt\":1795000000000,\"muted\":false},\"total\":1}");
    }

    @Test
    void gives_who_comes_in_between_first_what_holds_and_a_version_under_what_comes() {
        TimelineShape now = TimelineShape.holding(TIMELINE, COMING.baseServerUs() - 1);
        TimelineShape after = TimelineShape.holding(TIMELINE, COMING.baseServerUs());

        assertThat(now.isPlaying()).isFalse();
        assertThat(now.version()).isEqualTo(6);
        assertThat(after).isEqualTo(TimelineShape.of(TIMELINE));
    }

    @Test
    void shows_the_end_of_a_long_chat_and_that_there_is_more() {
        Author author = new Author(ANN, new DisplayName("Ann"), Role.GUEST);
        List<ChatLine> kept = LongStream.rangeClosed(11, 20)
                .mapToObj(seq -> new ChatLine(seq, author, "line", 0, 0, null))
                .toList();

        assertThat(ChatPage.before(Long.MAX_VALUE, 3, kept).messages())
                .extracting(ChatShape::seq)
                .containsExactly(18L, 19L, 20L);
        assertThat(ChatPage.before(Long.MAX_VALUE, 3, kept).more()).isTrue();
        assertThat(ChatPage.before(12, 3, kept).more()).isFalse();
        assertThat(ChatPage.after(18, kept).messages())
                .extracting(ChatShape::seq)
                .containsExactly(19L, 20L);
        assertThat(ChatPage.after(0, List.of()).more()).isFalse();
    }

    @Test
    void come_with_fewer_lines_a_page_where_they_are_long() {
        Author author = new Author(ANN, new DisplayName("Ann"), Role.GUEST);
        List<ChatLine> kept = LongStream.rangeClosed(1, 100)
                .mapToObj(seq -> new ChatLine(seq, author, "x".repeat(1_000), 0, 0, null))
                .toList();

        ChatPage page = ChatPage.before(Long.MAX_VALUE, 50, kept);

        assertThat(page.messages()).hasSize(16);
        assertThat(page.messages().getLast().seq()).isEqualTo(100);
        assertThat(page.more()).isTrue();
    }
}
