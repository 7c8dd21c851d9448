// Light or dark: as the machine has it, unless a person chose.

const KEY = "local-slack.theme";
export const THEMES = [
  { name: "system", label: "As the machine", icon: "screen" },
  { name: "light", label: "Light", icon: "sun" },
  { name: "dark", label: "Dark", icon: "moon" },
];

export function currentTheme() {
  const held = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme.name === held) ?? THEMES[0];
}

export function useTheme(name) {
  localStorage.setItem(KEY, name);
  document.documentElement.dataset.theme = name;
}
