"""Draws large scenes, runs a station on them and watches its memory; see scenes.sh."""
import glob, json, os, re, shutil, signal, subprocess, sys, time

MOST_MB = 400
EPSG = 32652
CELL = 704  # pixels of half a metre that the simulator draws
TILED = ["-co", "TILED=YES", "-co", "BLOCKXSIZE=512", "-co", "BLOCKYSIZE=512"]


def draw(looks, edge, layout, folder):
    """Repeats each drawn look, down and across, into one deflated GeoTIFF."""
    os.makedirs(folder)
    for look in looks:
        name = os.path.basename(look)[:-4]
        shape = f'<SourceProperties RasterXSize="{CELL}" RasterYSize="{CELL}" DataType="Byte" BlockXSize="{CELL}" BlockYSize="11"/>'
        bands = ""
        for band in (1, 2, 3):
            bands += f'<VRTRasterBand dataType="Byte" band="{band}"><ColorInterp>{("Red", "Green", "Blue")[band - 1]}</ColorInterp>'
            for y in range(0, edge, CELL):
                for x in range(0, edge, CELL):
                    size = f'xSize="{min(CELL, edge - x)}" ySize="{min(CELL, edge - y)}"'
                    bands += (f'<SimpleSource><SourceFilename>{look}</SourceFilename><SourceBand>{band}</SourceBand>{shape}'
                              f'<SrcRect xOff="0" yOff="0" {size}/><DstRect xOff="{x}" yOff="{y}" {size}/></SimpleSource>')
            bands += "</VRTRasterBand>"
        left, top = corner(look)
        vrt = os.path.join(folder, "look.vrt")
        with open(vrt, "w") as out:
            out.write(f'<VRTDataset rasterXSize="{edge}" rasterYSize="{edge}"><SRS>EPSG:{EPSG}</SRS>'
                      f'<GeoTransform>{left}, 0.5, 0, {top}, 0, -0.5</GeoTransform>{bands}</VRTDataset>')
        subprocess.run(["gdal_translate", "-q", "-co", "COMPRESS=DEFLATE", "-co", "ZLEVEL=1", "-co", "PREDICTOR=2",
                        *(TILED if layout == "tiled" else []), vrt, os.path.join(folder, name + ".tif")], check=True)
        os.remove(vrt)


def corner(look):
    """Upper left corner of a drawn look on the map."""
    info = json.loads(subprocess.run(["gdalinfo", "-json", look], check=True, capture_output=True).stdout)
    return info["geoTransform"][0], info["geoTransform"][3]


def sites_file(look, squares, path):
    """Square sites by name: column and row of the first pixel, and edge."""
    left, top = corner(look)
    features = []
    for name, (x, y, edge) in squares.items():
        ring = [(x, y), (x, y + edge), (x + edge, y + edge), (x + edge, y), (x, y)]
        points = "".join(f"{left + 0.5 * u} {top - 0.5 * v}\n" for u, v in ring)
        told = subprocess.run(["gdaltransform", "-s_srs", f"EPSG:{EPSG}", "-t_srs", "EPSG:4326", "-output_xy"],
                              input=points.encode(), check=True, capture_output=True).stdout
        ring = [[float(n) for n in line.split()] for line in told.decode().splitlines()]
        features.append({"type": "Feature", "properties": {"role": "site", "name": name},
                         "geometry": {"type": "Polygon", "coordinates": [ring]}})
    with open(path, "w") as out:
        json.dump({"type": "FeatureCollection", "features": features}, out)


def resident(pid):
    """Megabytes of a process and of all its children, itself first."""
    sizes = []
    try:
        status = open(f"/proc/{pid}/status").read()
        sizes.append(int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) * 1024 / 1e6)
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in open(f"/proc/{pid}/task/{task}/children").read().split():
                sizes += resident(int(child))
    except (OSError, AttributeError):
        pass
    return sizes


def station(tilewatch, folder, scenes, sites, names, port):
    """Runs a station until its inbox is empty; peak of memory (agent, all), seconds per scene, verdicts of each site."""
    inbox = os.path.join(folder, "inbox")
    os.makedirs(inbox)
    looks = sorted(os.listdir(scenes))
    for look in looks:
        os.link(os.path.join(scenes, look), os.path.join(inbox, look))
    config = os.path.join(folder, "station.yaml")
    with open(config, "w") as out:
        out.write(f'station: {{ id: proof }}\ninbox: {{ folder: "{inbox}", afterwards: delete, quietPeriod: 0s, sidecarWait: 0s }}\n'
                  f'state: "{folder}/state"\nmqtt: {{ url: "mqtt://127.0.0.1:{port}" }}\nsites: "{sites}"\n')
    log = open(os.path.join(folder, "run.log"), "w")
    agent = subprocess.Popen([tilewatch, "run", "--config", config], stdout=log, stderr=log)
    began = time.time()
    peak = parts = 0
    while os.listdir(inbox):
        if agent.poll() is not None or time.time() > began + 900:
            agent.kill()
            sys.exit(f"the station did not finish:\n{open(log.name).read()}")
        sizes = resident(agent.pid)
        if sum(sizes) > peak:
            peak, parts = sum(sizes), sizes
        time.sleep(0.02)
    seconds = (time.time() - began) / len(looks)
    agent.send_signal(signal.SIGTERM)
    agent.wait(30)
    verdicts = []
    for site in names:
        told = os.path.join(folder, site + ".geojson")
        subprocess.run([tilewatch, "export", "--site", site, "--format", "geojson", "--out", told, "--config", config],
                       check=True, stdout=subprocess.DEVNULL)
        verdicts.append([look["verdict"] for look in json.load(open(told))["looks"]])
    return peak, parts, seconds, verdicts


def main(tilewatch, work, count, port, *edges):
    looks = sorted(glob.glob(os.path.join(work, "drawn", "*.tif")))[:int(count)]
    sound = True
    for edge in map(int, edges):
        middle = edge // CELL // 2 * CELL
        small = CELL - 40
        places = [edge * k // 4 // CELL * CELL + 20 for k in (1, 2, 3)]
        sites = {"small": {"small": (middle + 20, middle + 20, small)},
                 "all": {"all": (2, 2, edge - 4)},
                 "nine": {f"site-{x}-{y}": (x, y, small) for x in places for y in places}}
        for name, squares in sites.items():
            sites_file(looks[0], squares, os.path.join(work, name + ".geojson"))
        for layout in ("tiled", "striped"):
            scenes = os.path.join(work, "scenes")
            draw(looks, edge, layout, scenes)
            for name, squares in sites.items():
                folder = os.path.join(work, "station")
                peak, parts, seconds, verdicts = station(
                    tilewatch, folder, scenes, os.path.join(work, name + ".geojson"), squares, port)
                shutil.rmtree(folder)
                judged = all(len(each) == len(looks) and each[-1] in ("changed", "unchanged") for each in verdicts)
                sound = sound and judged and peak < MOST_MB
                print(f"scenes: {edge} x {edge} {layout}, site {name}: peak {peak:.0f} MB "
                      f"({' + '.join(f'{part:.0f}' for part in parts)}), {seconds:.1f} s per scene, "
                      f"{' / '.join(sorted({', '.join(each) for each in verdicts}))}", flush=True)
            shutil.rmtree(scenes)
    print(f"scenes: {'held' if sound else 'FAILED'}: under {MOST_MB} MB resident, agent and decoder together")
    return 0 if sound else 1


sys.exit(main(*sys.argv[1:]))
