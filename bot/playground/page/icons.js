// The icons, drawn as inline SVG because a machine may have no emoji font.

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  at: [
    "M13.2 10a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0zm0-3.2v4.4a2 2 0 0 0 4 0V10A7.2 7.2 0 1 0 13.5 16.3",
  ],
  back: ["M12 4.5 6.5 10l5.5 5.5"],
  bolt: ["M11 2.5 4.5 11.5H10L9 17.5l6.5-9H10z"],
  check: ["M4.5 10.5 8.5 14.5 15.5 6"],
  clip: [
    "M15.5 9.5 9.8 15.2a3.5 3.5 0 0 1-5-5l6.4-6.4a2.3 2.3 0 0 1 3.3 3.3l-6.2 6.2a1.2 1.2 0 0 1-1.7-1.7l5.4-5.4",
  ],
  close: ["M5 5 15 15M15 5 5 15"],
  dots: ["M10 4.7v.1M10 10v.1M10 15.3v.1"],
  down: ["M5.5 8 10 12.5 14.5 8"],
  download: ["M10 3.5v9M6 9l4 4 4-4M4 16.5h12"],
  eye: ["M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z", "M10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"],
  file: ["M5.5 2.5h6l3.5 3.5v11.5h-9.5zM11.5 2.5V6H15"],
  hash: ["M8 3.5 6.5 16.5M13.5 3.5 12 16.5M4 7.5h12.5M3.5 12.5H16"],
  home: ["M3 9.5 10 3.5l7 6M5 8.5v8h3.5V12h3v4.5H15v-8"],
  info: ["M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.2V13.5M10 6.5v.1"],
  lock: ["M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9"],
  menu: ["M3.5 5.5h13M3.5 10h13M3.5 14.5h13"],
  moon: ["M16 11.8A6.5 6.5 0 0 1 8.2 4 6.5 6.5 0 1 0 16 11.8z"],
  pencil: ["M4 16l.8-3.3L13.3 4.2l2.5 2.5-8.5 8.5zM11.5 6 14 8.5"],
  people: [
    "M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.5 16c.3-2.8 2.2-4.3 5-4.3s4.7 1.5 5 4.3zM12.5 9.3a2.3 2.3 0 1 0-.4-4.6M14.3 11.8c1.9.4 3 1.8 3.2 4.2",
  ],
  plus: ["M10 4v12M4 10h12"],
  screen: ["M3 4.5h14v9.5H3zM7.5 17h5M10 14v3"],
  send: ["M3.5 3.5 17 10 3.5 16.5 5.5 10zM5.5 10H11"],
  slash: ["M3.5 3.5h13v13h-13zM12 6.5 8 13.5"],
  smile: [
    "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM6.8 11.5c.6 1.5 1.8 2.3 3.2 2.3s2.6-.8 3.2-2.3M7.5 7.8v.4M12.5 7.8v.4",
  ],
  stop: ["M6 6h8v8H6z"],
  sun: [
    "M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM10 2.5v1.7M10 15.8v1.7M2.5 10h1.7M15.8 10h1.7M4.7 4.7l1.2 1.2M14.1 14.1l1.2 1.2M15.3 4.7l-1.2 1.2M5.9 14.1l-1.2 1.2",
  ],
  thread: ["M3.5 4h13v9.5H10L6 17v-3.5H3.5zM6.5 7.5h7M6.5 10h4.5"],
  thumbsdown: [
    "M6.5 11.2V4H3.5v7.2zM6.5 10.5l3 6.3c1.3 0 2-.8 1.8-2.1l-.5-2.7h4.2c1 0 1.7-.9 1.5-1.9l-1-4.7C15.3 4.5 14.7 4 13.9 4H6.5",
  ],
  thumbsup: [
    "M6.5 8.8V16H3.5V8.8zM6.5 9.5l3-6.3c1.3 0 2 .8 1.8 2.1L10.8 8H15c1 0 1.7.9 1.5 1.9l-1 4.7c-.2.9-.8 1.4-1.6 1.4H6.5",
  ],
  traffic: ["M3 7.5h13M12.5 4 16 7.5 12.5 11M17 13.5H4M7.5 10 4 13.5 7.5 17"],
  trash: ["M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5"],
  warning: ["M10 3.2 17.5 16.5h-15zM10 8.2v4M10 14.3v.1"],
};

/** An icon that says nothing to a screen reader; the label belongs to what holds it. */
export function icon(name, size = 20) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: "0 0 20 20",
    width: size,
    height: size,
    "aria-hidden": "true",
    focusable: "false",
  };
  for (const [key, value] of Object.entries({ ...attributes, class: `icon icon-${name}` }))
    svg.setAttribute(key, value);
  for (const shape of SHAPES[name] ?? SHAPES.info) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}
