import QtQuick
import QtQuick.Shapes

// A turning arc; with reduced motion it stands still.
Item {
    id: spinner

    property bool running: true
    property int size: Style.space(8)
    property color color: Style.accent

    implicitWidth: size
    implicitHeight: size
    Accessible.role: Accessible.Animation
    Accessible.name: qsTr("正在处理")

    Shape {
        id: arc

        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: spinner.color
            strokeWidth: Math.max(2, spinner.size / 11)
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            PathAngleArc {
                centerX: spinner.width / 2
                centerY: spinner.height / 2
                radiusX: spinner.width * 0.4
                radiusY: spinner.height * 0.4
                startAngle: 0
                sweepAngle: 270
            }
        }
        RotationAnimation on rotation {
            running: spinner.running && spinner.visible && !Style.reducedMotion
            from: 0
            to: 360
            duration: 900
            loops: Animation.Infinite
        }
    }
}
