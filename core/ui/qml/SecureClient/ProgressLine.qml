import QtQuick

// A thin line at the top edge while work is under way.
Item {
    id: line

    property bool running: false

    height: 3
    visible: running
    clip: true
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("正在处理")

    Rectangle {
        anchors.fill: parent
        color: Style.accentSoft
    }
    Rectangle {
        width: Style.reducedMotion ? parent.width : parent.width * 0.3
        height: parent.height
        color: Style.accent
        NumberAnimation on x {
            running: line.running && !Style.reducedMotion
            from: -line.width * 0.3
            to: line.width
            duration: 1200
            loops: Animation.Infinite
        }
    }
}
