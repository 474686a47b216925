import { Component, lazy, type ReactNode, Suspense, useEffect } from "react";
import { HomePage } from "./home/HomePage";
import { Button } from "./kit/Button";
import { Notice } from "./kit/Notice";
import { Toaster } from "./kit/Toaster";
import { PageFrame } from "./PageFrame";
import { navigate, routeOf, usePath } from "./router";
import { text } from "./text";

/** The room comes with the socket and the player: whoever only looks at the first page does not load them. */
const RoomPage = lazy(async () => ({ default: (await import("./room/RoomPage")).RoomPage }));

export function App() {
  return (
    <Crash>
      <Suspense
        fallback={
          <PageFrame>
            <Notice waiting title={text.common.loading} />
          </PageFrame>
        }
      >
        <CurrentPage />
      </Suspense>
      <Toaster />
    </Crash>
  );
}

function CurrentPage() {
  const route = routeOf(usePath());
  switch (route.page) {
    case "home":
      return <HomePage />;
    case "room":
      return <RoomPage key={route.roomId} roomId={route.roomId} />;
    case "not-found":
      return <NotFoundPage />;
    default:
      return route satisfies never;
  }
}

function NotFoundPage() {
  useEffect(() => {
    document.title = text.titles.notFound;
  }, []);
  return (
    <PageFrame>
      <Notice
        title={text.notFound.title}
        actions={
          <Button look="primary" onClick={() => navigate("/")}>
            {text.common.home}
          </Button>
        }
      >
        {text.notFound.words}
      </Notice>
    </PageFrame>
  );
}

/** A fault in the page is said, with a way on; the room outlives it. */
class Crash extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main>
        <Notice
          title={text.crash.title}
          actions={
            <Button look="primary" onClick={() => location.reload()}>
              {text.crash.reload}
            </Button>
          }
        >
          {text.crash.words}
        </Notice>
      </main>
    );
  }
}
