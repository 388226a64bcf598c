// Where an outline lies on an alert's pictures: from longitude and latitude by the pictures' reference system into their pixels. Known
// are the systems that imagery comes in: UTM on WGS 84, Web Mercator, longitude and latitude. For any other nothing is drawn.

import { near, rings } from "./lib/ground.js";

const RADIUS = 6378137;
const FLATTENING = 1 / 298.257223563;
const radians = (degrees) => (degrees * Math.PI) / 180;

/** The card's outline in the pixels of its pictures, as the shared views draw it; nothing where that cannot be told. */
export function outlineOnPicture({ frame, geometry }) {
  const outline = rings(geometry);
  const toMap = frame && outline.length > 0 ? projection(frame.code) : null;
  if (!toMap) {
    return {};
  }
  const [a, b, c, d, e, f] = frame.transform;
  const determinant = a * e - b * d;
  if (!determinant) {
    return {};
  }
  const pixel = (point) => {
    const [x, y] = toMap(point, c);
    return [(e * (x - c) - b * (y - f)) / determinant, (a * (y - f) - d * (x - c)) / determinant].map((value) => Math.round(value * 10) / 10);
  };
  return { window: { x: 0, y: 0, width: frame.shape[1], height: frame.shape[0] }, outline: outline.map((ring) => ring.map(pixel)) };
}

function projection(code) {
  const number = Number(code.slice("EPSG:".length));
  const zone = number % 100;
  if (number === 4326) {
    return ([lon, lat], x) => [near(lon, x), lat];
  }
  if (number === 3857) {
    return ([lon, lat], x) => [RADIUS * radians(near(lon, (x / RADIUS / Math.PI) * 180)), RADIUS * Math.asinh(Math.tan(radians(lat)))];
  }
  const half = Math.floor(number / 100);
  return (half === 326 || half === 327) && zone >= 1 && zone <= 60 ? utm(zone * 6 - 183, half === 327 ? 10_000_000 : 0) : null;
}

/** Transverse Mercator by Krüger's series to the third power of n: good to a millimetre within a zone. */
function utm(middle, north) {
  const n = FLATTENING / (2 - FLATTENING);
  const scale = (0.9996 * RADIUS * (1 + n ** 2 / 4 + n ** 4 / 64)) / (1 + n);
  const series = [n / 2 - (2 * n ** 2) / 3 + (5 * n ** 3) / 16, (13 * n ** 2) / 48 - (3 * n ** 3) / 5, (61 * n ** 3) / 240];
  const eccentricity = (2 * Math.sqrt(n)) / (1 + n);
  return ([lon, lat]) => {
    const sine = Math.sin(radians(lat));
    const t = Math.sinh(Math.atanh(sine) - eccentricity * Math.atanh(eccentricity * sine));
    const away = radians(near(lon, middle) - middle);
    const xi = Math.atan2(t, Math.cos(away));
    const eta = Math.atanh(Math.sin(away) / Math.sqrt(1 + t * t));
    const east = series.reduce((sum, alpha, i) => sum + alpha * Math.cos(2 * (i + 1) * xi) * Math.sinh(2 * (i + 1) * eta), eta);
    const up = series.reduce((sum, alpha, i) => sum + alpha * Math.sin(2 * (i + 1) * xi) * Math.cosh(2 * (i + 1) * eta), xi);
    return [500_000 + scale * east, north + scale * up];
  };
}
