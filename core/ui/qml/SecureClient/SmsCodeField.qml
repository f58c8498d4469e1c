import QtQuick
import QtQuick.Layouts
import SecureClient.Model

// Picture code, then the SMS code with its countdown, as one control.
ColumnLayout {
    id: control

    required property Field pictureCode
    required property Field smsCode
    property url pictureSource
    property int secondsLeft: 0
    property bool sending: false

    signal refreshPicture
    signal sendSms
    signal accepted

    Layout.fillWidth: true
    spacing: Style.space(4)

    FormField {
        objectName: "pictureCode"
        field: control.pictureCode
        label: qsTr("图形验证码")
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase

        Rectangle {
            Layout.preferredWidth: Style.space(32)
            Layout.preferredHeight: Style.controlHeight
            radius: Style.radius
            color: Style.paper
            border.width: Style.lineWidth
            border.color: Style.line
            activeFocusOnTab: true
            Accessible.role: Accessible.Button
            Accessible.name: qsTr("图形验证码，点击换一张")
            Accessible.onPressAction: control.refreshPicture()
            Keys.onReturnPressed: control.refreshPicture()
            Keys.onSpacePressed: control.refreshPicture()
            Picture {
                anchors.fill: parent
                anchors.margins: 2
                source: control.pictureSource
            }
            TapHandler { onTapped: control.refreshPicture() }
            HoverHandler { cursorShape: Qt.PointingHandCursor }
            FocusRing { shown: parent.activeFocus }
        }
    }
    FormField {
        objectName: "smsCode"
        field: control.smsCode
        label: qsTr("短信验证码")
        maximumLength: 6
        inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData
        onAccepted: control.accepted()

        AppButton {
            objectName: "sendSms"
            Layout.preferredWidth: Style.space(32)
            leftPadding: Style.space(2)
            kind: "secondary"
            busy: control.sending
            enabled: control.secondsLeft <= 0 && !control.sending
            text: control.secondsLeft > 0 ? qsTr("%1 秒后重发").arg(control.secondsLeft) : qsTr("获取验证码")
            onClicked: control.sendSms()
        }
    }
}
