package tutti.engine.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

public record RoomPage(List<ListedRoom> rooms, @Nullable String next) {}
