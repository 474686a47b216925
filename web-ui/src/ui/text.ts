import { doorWords } from "./text/door";
import { homeWords } from "./text/home";
import { orderWords } from "./text/order";
import { pageWords } from "./text/page";
import { peopleWords } from "./text/people";
import { roomWords } from "./text/room";
import { soundWords } from "./text/sound";
import { stageWords } from "./text/stage";

/** Every word the product says, in one folder: to be read through at once, and to be translated. */
export const text = {
  ...pageWords,
  ...homeWords,
  ...doorWords,
  ...roomWords,
  ...orderWords,
  ...stageWords,
  ...soundWords,
  ...peopleWords,
} as const;
