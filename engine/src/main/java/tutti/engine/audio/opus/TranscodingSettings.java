package tutti.engine.audio.opus;

import com.typesafe.config.Config;
import tutti.engine.setting.Bounds;

/** `tutti.engine.transcoding` of the configuration. */
public record TranscodingSettings(int roomsMax, int waitingMax) {
    public TranscodingSettings {
        Bounds.atLeast("TUTTI_TRANSCODING_ROOMS_MAX", 0, roomsMax);
        if (waitingMax <= Transcoder.CONCEALED_MAX) {
            throw new IllegalArgumentException("tutti.engine.transcoding.waiting-max must be more than "
                    + Transcoder.CONCEALED_MAX + ", is " + waitingMax);
        }
    }

    /** Of the rooms: guests of an Opus host hear at least what that sends. */
    int pcmOnly() {
        return roomsMax / 4;
    }

    /** From `tutti.engine`. */
    public static TranscodingSettings from(Config engine) {
        Config transcoding = engine.getConfig("transcoding");
        return new TranscodingSettings(transcoding.getInt("rooms-max"), transcoding.getInt("waiting-max"));
    }
}
