/**
 * A script that replaces camera and microphone of a page by a drawn host at her table: the screens of the docs look the
 * same on every machine, and nobody's face is in them.
 */
export function drawnCamera(): string {
  const parts = [openDrawnCamera, drawRoom, pot, glow, drawLights, drawHost, blob, drawTable, drawMug];
  return `${parts.join('\n')}\nnavigator.mediaDevices.getUserMedia = openDrawnCamera;`;
}

async function openDrawnCamera(): Promise<MediaStream> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 720, height: 1280 });
  const brush = canvas.getContext('2d')!;
  const room = drawRoom();
  const draw = () => {
    const at = performance.now() / 1000;
    brush.drawImage(room, 0, 0);
    drawLights(brush, at);
    drawHost(brush, Math.sin(at * 0.9) * 7, Math.sin(at * 1.7) * 5);
    drawTable(brush);
    drawMug(brush, 720 / 2, 770 + Math.sin(at * 1.1) * 6, at);
  };
  draw();
  setInterval(draw, 1000 / 15);
  const stream = canvas.captureStream(15);
  const sound = new AudioContext();
  const hum = sound.createOscillator();
  const quiet = sound.createGain();
  const out = sound.createMediaStreamDestination();
  quiet.gain.value = 0.05;
  hum.connect(quiet).connect(out);
  hum.start();
  for (const track of out.stream.getAudioTracks()) stream.addTrack(track);
  return stream;
}

function drawRoom(): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width: 720, height: 1280 });
  const brush = canvas.getContext('2d')!;
  const wall = brush.createLinearGradient(0, 0, 0, 1280);
  wall.addColorStop(0, '#6b3a26');
  wall.addColorStop(0.55, '#b9744a');
  wall.addColorStop(1, '#7d4528');
  brush.fillStyle = wall;
  brush.fillRect(0, 0, 720, 1280);
  glow(brush, 150, 330, 460, 'rgba(255,214,150,.55)');
  for (const y of [250, 520]) {
    brush.fillStyle = '#4a2618';
    brush.fillRect(0, y, 720, 18);
    brush.fillStyle = 'rgba(0,0,0,.22)';
    brush.fillRect(0, y + 18, 720, 16);
  }
  const pots = ['#e7c39a', '#c4562c', '#efe0cb', '#8f9c78', '#d98d55', '#5a6a86', '#f0d6b4'];
  pots.forEach((colour, index) => {
    pot(brush, 40 + index * 106, 250, 30 + ((index * 17) % 22), 60 + ((index * 37) % 70), colour);
    pot(brush, 85 + index * 110, 520, 26 + ((index * 23) % 24), 50 + ((index * 29) % 80), pots[(index + 3) % 7]!);
  });
  return canvas;
}

function pot(brush: CanvasRenderingContext2D, x: number, foot: number, half: number, tall: number, colour: string) {
  brush.fillStyle = colour;
  brush.beginPath();
  brush.moveTo(x - half * 0.6, foot);
  brush.bezierCurveTo(x - half * 1.6, foot - tall * 0.5, x - half, foot - tall * 0.8, x - half * 0.5, foot - tall);
  brush.lineTo(x + half * 0.5, foot - tall);
  brush.bezierCurveTo(x + half, foot - tall * 0.8, x + half * 1.6, foot - tall * 0.5, x + half * 0.6, foot);
  brush.fill();
  brush.fillStyle = 'rgba(40,15,5,.22)';
  brush.fillRect(x + half * 0.3, foot - tall * 0.75, half * 0.3, tall * 0.7);
}

function glow(brush: CanvasRenderingContext2D, x: number, y: number, reach: number, colour: string) {
  const light = brush.createRadialGradient(x, y, 0, x, y, reach);
  light.addColorStop(0, colour);
  light.addColorStop(1, 'rgba(255,200,120,0)');
  brush.fillStyle = light;
  brush.fillRect(x - reach, y - reach, reach * 2, reach * 2);
}

function drawLights(brush: CanvasRenderingContext2D, at: number) {
  for (let index = 0; index < 7; index++) {
    const x = 30 + index * 110;
    const y = 90 + Math.sin(index * 1.3) * 26;
    glow(brush, x, y, 70 + Math.sin(at * 2 + index) * 6, 'rgba(255,226,170,.6)');
    brush.fillStyle = '#fff3d6';
    brush.beginPath();
    brush.arc(x, y, 9, 0, Math.PI * 2);
    brush.fill();
  }
}

function drawHost(brush: CanvasRenderingContext2D, sway: number, nod: number) {
  brush.save();
  brush.translate(sway, 0);
  blob(brush, 360, 1120, 285, 470, '#2f3f5c');
  blob(brush, 360, 1160, 190, 450, '#e9dcc7');
  brush.fillStyle = '#e9dcc7';
  brush.fillRect(268, 760, 26, 120);
  brush.fillRect(426, 760, 26, 120);
  brush.translate(0, nod);
  blob(brush, 360, 470, 158, 178, '#33180f');
  blob(brush, 360, 690, 58, 110, '#c98a64');
  blob(brush, 360, 505, 112, 146, '#e0a67c');
  brush.fillStyle = '#33180f';
  brush.beginPath();
  brush.ellipse(360, 415, 128, 84, 0, Math.PI, 0);
  brush.bezierCurveTo(470, 470, 400, 410, 350, 412);
  brush.bezierCurveTo(300, 416, 262, 440, 232, 480);
  brush.fill();
  blob(brush, 360, 318, 62, 52, '#33180f');
  for (const side of [-1, 1]) {
    blob(brush, 360 + side * 44, 506, 9, 11, '#33180f');
    blob(brush, 360 + side * 70, 556, 24, 15, 'rgba(214,98,62,.35)');
    blob(brush, 360 + side * 112, 540, 10, 16, '#e8b13c');
  }
  brush.strokeStyle = '#8d3f28';
  brush.lineWidth = 7;
  brush.lineCap = 'round';
  brush.beginPath();
  brush.arc(360, 560, 38, 0.35, Math.PI - 0.35);
  brush.stroke();
  brush.restore();
}

function blob(brush: CanvasRenderingContext2D, x: number, y: number, across: number, down: number, colour: string) {
  brush.fillStyle = colour;
  brush.beginPath();
  brush.ellipse(x, y, across, down, 0, 0, Math.PI * 2);
  brush.fill();
}

function drawTable(brush: CanvasRenderingContext2D) {
  const wood = brush.createLinearGradient(0, 1010, 0, 1280);
  wood.addColorStop(0, '#8a5431');
  wood.addColorStop(1, '#3b2013');
  brush.fillStyle = wood;
  brush.fillRect(0, 1010, 720, 1280 - 1010);
  pot(brush, 110, 1060, 60, 150, '#8f9c78');
  pot(brush, 610, 1070, 66, 120, '#efe0cb');
}

/** The mug turns: its stripe goes round, and its handle with it. */
function drawMug(brush: CanvasRenderingContext2D, x: number, y: number, at: number) {
  const turn = at * 1.2;
  for (const side of [-1, 1]) {
    brush.strokeStyle = '#2f3f5c';
    brush.lineWidth = 74;
    brush.lineCap = 'round';
    brush.beginPath();
    brush.moveTo(x + side * 245, 1010);
    brush.quadraticCurveTo(x + side * 250, y + 130, x + side * 130, y + 90);
    brush.stroke();
  }
  const handle = Math.cos(turn) * 112;
  brush.strokeStyle = '#a8451f';
  brush.lineWidth = 22;
  brush.beginPath();
  brush.ellipse(x + handle, y + 6, Math.max(14, Math.abs(Math.cos(turn)) * 52), 50, 0, 0, Math.PI * 2);
  brush.stroke();
  const clay = brush.createLinearGradient(x - 105, 0, x + 105, 0);
  clay.addColorStop(0, '#e58b55');
  clay.addColorStop(0.5, '#cf5f2c');
  clay.addColorStop(1, '#8f3a18');
  brush.fillStyle = clay;
  brush.beginPath();
  brush.roundRect(x - 105, y - 100, 210, 225, [16, 16, 62, 62]);
  brush.fill();
  brush.save();
  brush.clip();
  for (let index = 0; index < 8; index++) {
    const angle = turn + (index * Math.PI) / 4;
    if (Math.cos(angle) < 0) continue;
    brush.fillStyle = 'rgba(255,233,205,.5)';
    brush.fillRect(x + Math.sin(angle) * 105 - 9 * Math.cos(angle), y - 100, 18 * Math.cos(angle), 240);
  }
  brush.restore();
  blob(brush, x, y - 100, 105, 24, '#f2b184');
  blob(brush, x, y - 97, 88, 17, '#5b2412');
  for (const side of [-1, 1]) blob(brush, x + side * 104, y + 62, 40, 54, '#e0a67c');
}
