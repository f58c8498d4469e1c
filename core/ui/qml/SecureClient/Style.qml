pragma Singleton
import QtQuick

// The tokens of the design system. The shell sets theme, type scale, motion and the window's width; controls only read.
QtObject {
    id: style

    property string theme: "light" // light, dark, contrast
    property real typeScale: 1.0 // 1.0, or 1.35 for large type 适老化
    property bool reducedMotion: false
    property bool kiosk: false
    property real windowWidth: 1280

    readonly property bool dark: theme !== "light"
    readonly property bool contrast: theme === "contrast"
    readonly property bool compact: windowWidth < 600
    readonly property bool wide: windowWidth >= 900 && !kiosk

    readonly property color accent: contrast ? "#ffe14d" : dark ? "#5fc4d6" : "#0b6478"
    readonly property color accentHover: contrast ? "#fff0a0" : dark ? "#7fd3e2" : "#095364"
    readonly property color accentPressed: contrast ? "#e6c700" : dark ? "#48aec1" : "#07434f"
    readonly property color accentInk: contrast ? "#000000" : dark ? "#06262d" : "#ffffff"
    readonly property color accentSoft: contrast ? "#2b2800" : dark ? "#15363e" : "#e4f1f3"
    readonly property color background: contrast ? "#000000" : dark ? "#11171a" : "#f5f7f8"
    readonly property color surface: contrast ? "#000000" : dark ? "#1a2226" : "#ffffff"
    readonly property color surfaceRaised: contrast ? "#000000" : dark ? "#222c31" : "#ffffff"
    readonly property color surfaceSunken: contrast ? "#141414" : dark ? "#141b1e" : "#edf1f2"
    readonly property color line: contrast ? "#ffffff" : dark ? "#324047" : "#dde3e6"
    readonly property color lineStrong: contrast ? "#ffffff" : dark ? "#6d7d85" : "#818e95"
    readonly property color text: contrast ? "#ffffff" : dark ? "#edf2f3" : "#172126"
    readonly property color textMuted: contrast ? "#ffffff" : dark ? "#a5b3b9" : "#56656d"
    readonly property color textDisabled: contrast ? "#bdbdbd" : dark ? "#66747b" : "#98a4aa"
    readonly property color danger: contrast ? "#ff8a80" : dark ? "#ff8f85" : "#b3261e"
    readonly property color dangerSoft: contrast ? "#2c0000" : dark ? "#3d2322" : "#fbeae9"
    readonly property color dangerInk: dark ? "#300b08" : "#ffffff"
    readonly property color success: contrast ? "#7dff9a" : dark ? "#76d39a" : "#1b7340"
    readonly property color successSoft: contrast ? "#00240c" : dark ? "#1b3526" : "#e5f4ea"
    readonly property color warning: contrast ? "#ffc266" : dark ? "#f0bd6b" : "#8a5300"
    readonly property color warningSoft: contrast ? "#2a1a00" : dark ? "#3a2f1b" : "#fdf2de"
    readonly property color focus: contrast ? "#00e5ff" : dark ? "#8fdcea" : "#0b6478"
    readonly property color scrim: "#99000000"
    readonly property color paper: "#ffffff" // documents and QR codes stay white in every theme
    readonly property color ink: "#101418"

    readonly property real density: kiosk ? 1.4 : 1.0
    readonly property int radius: Math.round(8 * density)
    readonly property int radiusLarge: Math.round(14 * density)
    readonly property int controlHeight: Math.round(Math.max(44 * density, body * 2.75))
    readonly property int lineWidth: contrast ? 2 : 1
    readonly property int focusWidth: 2
    readonly property int motion: reducedMotion ? 0 : 160

    readonly property int display: Math.round(30 * typeScale * density)
    readonly property int title: Math.round(22 * typeScale * density)
    readonly property int heading: Math.round(17 * typeScale * density)
    readonly property int body: Math.round(15 * typeScale * density)
    readonly property int small: Math.round(13 * typeScale * density)
    readonly property int iconSize: Math.round(22 * Math.max(density, typeScale))
    readonly property int pageMargin: compact ? space(4) : space(8)

    // Steps of the 4-pixel grid.
    function space(steps: real): int {
        return Math.round(steps * 4 * density)
    }

    function kindColor(kind: string): color {
        return kind === "success" ? success : kind === "warning" ? warning : kind === "danger" || kind === "error" ? danger
            : kind === "info" ? accent : textMuted
    }

    function kindSoft(kind: string): color {
        return kind === "success" ? successSoft : kind === "warning" ? warningSoft
            : kind === "danger" || kind === "error" ? dangerSoft : kind === "info" ? accentSoft : surfaceSunken
    }
}
