import type { SkillEntry } from '@/lib/tagger/skill'

/** Desktops, games and graphics. */
export const nativeFrameworks: SkillEntry[] = [
  {
    id: 'electron',
    name: 'Electron',
    since: 2013,
    link: 'https://www.electronjs.org',
    aliases: ['Electron.js', 'ElectronJS'],
    cued: ['Electron'],
    cues: ['react', 'typescript', 'javascript', 'node', 'node\\.js', 'desktop', 'nodejs', 'vue', 'native'],
    blocks: { before: ['single', 'free'], after: ['microscop\\w+', 'beam', 'capital', 'transfer', 'density', 'volt'] },
  },
  { id: 'qt', name: 'Qt', since: 1995, link: 'https://www.qt.io', exact: ['Qt', 'QT'] },
  {
    id: 'unity',
    name: 'Unity',
    since: 2005,
    link: 'https://unity.com',
    aliases: ['Unity game engine', 'Unity engine', 'Unity3D', 'Unity 3D'],
    cued: ['Unity'],
    cues: ['unreal', 'c#', 'game', 'games', '3d', 'ar', 'vr', 'ar/vr', 'webgl', 'engine', 'oculus'],
    blocks: {
      before: ['the', 'and', 'of'],
      after: ['of', 'and', 'point', 'health', 'catalog', 'technologies', 'is', 'catalogue'],
    },
  },
  { id: 'emscripten', name: 'Emscripten', since: 2011, link: 'https://emscripten.org', aliases: ['Emscripten'] },
  { id: 'opengl', name: 'OpenGL', since: 1992, link: 'https://www.opengl.org', aliases: ['OpenGL', 'OpenGL ES'] },
  {
    id: 'unreal-engine',
    name: 'Unreal Engine',
    since: 1998,
    link: 'https://www.unrealengine.com',
    aliases: ['Unreal Engine', 'UE4', 'UE5', 'Unreal 4', 'Unreal 5'],
    cued: ['Unreal'],
    cues: ['unity', 'game', 'games', 'c\\+\\+', 'vr', 'ar', '3d', 'engine'],
    blocks: { after: ['tournament'] },
  },
  { id: 'opencl', name: 'OpenCL', since: 2009, link: 'https://www.khronos.org/opencl/', aliases: ['OpenCL'] },
  {
    id: 'directx',
    name: 'DirectX',
    since: 1995,
    link: 'https://learn.microsoft.com/en-us/windows/win32/directx',
    aliases: ['DirectX', 'Direct3D'],
  },
  {
    id: 'vulkan',
    name: 'Vulkan',
    since: 2016,
    link: 'https://www.vulkan.org',
    likely: ['Vulkan'],
    cued: ['vulkan'],
    cues: ['opengl', 'directx', 'metal', 'gpu', 'graphics', 'rendering', 'webgpu'],
  },
]
