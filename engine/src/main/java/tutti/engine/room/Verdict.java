package tutti.engine.room;

import java.util.List;

/** What the rules say to a command. */
sealed interface Verdict {
    /** Answered with yes once `events` are on disk. `news` is told besides what the events are news of, and not kept. */
    record Agreed(List<RoomEvent> events, List<RoomNews> news) implements Verdict {}

    record Refused(RoomReply.Refused answer) implements Verdict {}

    /** The room is as was asked already. */
    static Verdict agreed() {
        return new Agreed(List.of(), List.of());
    }

    static Verdict happens(RoomEvent event) {
        return new Agreed(List.of(event), List.of());
    }

    static Verdict happen(List<RoomEvent> events) {
        return new Agreed(events, List.of());
    }

    static Verdict isTold(RoomNews news) {
        return new Agreed(List.of(), List.of(news));
    }

    static Verdict refused(Refusal refusal, String why) {
        return new Refused(new RoomReply.Refused(refusal, why));
    }
}
