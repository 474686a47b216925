import { Moon, Sun } from "lucide-react";
import { IconButton } from "./kit/Button";
import { text } from "./text";
import { chooseTheme, useTheme } from "./theme";

export function ThemeToggle() {
  const dark = useTheme() === "dark";
  return (
    <IconButton
      label={dark ? text.theme.toLight : text.theme.toDark}
      onClick={() => chooseTheme(dark ? "light" : "dark")}
    >
      {dark ? <Sun size={20} aria-hidden="true" /> : <Moon size={20} aria-hidden="true" />}
    </IconButton>
  );
}
