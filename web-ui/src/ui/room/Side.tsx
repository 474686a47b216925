import { Chat } from "./chat/Chat";
import { useTalk } from "./chat/useTalk";
import { PeopleList } from "./people/PeopleList";
import { SideTabs } from "./SideTabs";
import { useWide } from "./useWide";

/** People and chat, together or in turn. What is being said is held here, so that turning loses nothing of it. */
export function Side() {
  const talk = useTalk();
  if (!useWide()) return <SideTabs talk={talk} />;
  return (
    <>
      <PeopleList />
      <Chat talk={talk} />
    </>
  );
}
