pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import SecureClient
import SecureClient.Model

ApplicationWindow {
    id: window

    required property Shell shell
    readonly property bool railShown: Style.wide
    readonly property bool barShown: !Style.wide && shell.navigator.depth <= 1

    title: qsTr("数字证书客户端")
    minimumWidth: 360
    minimumHeight: 520
    color: Style.background

    Binding { target: Style; property: "windowWidth"; value: window.width }
    Binding { target: Style; property: "theme"; value: window.shell.appearance.theme }
    Binding { target: Style; property: "typeScale"; value: window.shell.appearance.largeType ? 1.35 : 1.0 }
    Binding { target: Style; property: "reducedMotion"; value: window.shell.appearance.reducedMotion }
    Binding { target: Style; property: "kiosk"; value: window.shell.kiosk }

    Connections {
        target: window.shell.navigator
        function onPushed(qml: url, vm: QtObject, pageId: string): void {
            const operation = stack.depth === 0 ? StackView.Immediate : StackView.PushTransition
            if (window.shell.navigator.depth === 1)
                stack.clear(StackView.Immediate) // another first page: nothing stays behind it
            const item = stack.pushItem(qml, { "vm": vm, "objectName": pageId }, operation)
            item?.Component.destruction.connect(() => window.shell.navigator.retire(vm))
            stack.currentItem?.forceActiveFocus()
        }
        function onPopped(count: int): void {
            while (stack.depth > Math.max(1, count))
                stack.popCurrentItem(stack.depth === Math.max(1, count) + 1 ? StackView.PopTransition : StackView.Immediate)
            stack.currentItem?.forceActiveFocus()
        }
    }
    Shortcut {
        sequences: [StandardKey.Back, "Alt+Left", "Escape"]
        enabled: window.shell.navigator.depth > 1 && (window.shell.dialogs.current.kind ?? "") === ""
        onActivated: window.shell.navigator.back()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Ribbon {
            objectName: "sandboxRibbon"
            Layout.fillWidth: true
            visible: window.shell.sandbox
            text: qsTr("体验环境：证书、印章和付款均为演示，不具有法律效力")
        }
        Ribbon {
            objectName: "developerRibbon"
            Layout.fillWidth: true
            visible: window.shell.developerMode
            kind: "danger"
            text: qsTr("开发者模式：允许加载未签名的插件")
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0

            NavigationPlaces {
                objectName: "rail"
                Layout.fillHeight: true
                visible: window.railShown && !window.shell.locked
                shell: window.shell
                vertical: true
                onAppearanceRequested: window.showAppearance()
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: 0

                Rectangle {
                    Layout.fillWidth: true
                    implicitHeight: Style.controlHeight + Style.space(4)
                    visible: window.shell.navigator.depth > 1 || !Style.wide
                    color: Style.surface

                    RowLayout {
                        anchors.fill: parent
                        anchors.leftMargin: Style.space(2)
                        anchors.rightMargin: Style.space(2)
                        spacing: Style.space(1)

                        IconButton {
                            objectName: "back"
                            visible: window.shell.navigator.depth > 1
                            iconName: "back"
                            text: qsTr("返回")
                            onClicked: window.shell.navigator.back()
                        }
                        AppText {
                            objectName: "pageTitle"
                            Layout.fillWidth: true
                            Layout.leftMargin: window.shell.navigator.depth > 1 ? 0 : Style.space(3)
                            text: window.shell.navigator.depth > 1 ? window.shell.navigator.title : qsTr("数字证书客户端")
                            level: "heading"
                            elide: Text.ElideRight
                            wrapMode: Text.NoWrap
                        }
                        IconButton {
                            objectName: "home"
                            visible: window.shell.navigator.depth > 1 && !Style.wide
                            iconName: "home"
                            text: qsTr("返回应用首页")
                            onClicked: window.shell.navigator.goHome()
                        }
                        IconButton {
                            objectName: "appearanceButton"
                            visible: !Style.wide && window.shell.navigator.depth <= 1
                            iconName: "contrast"
                            text: qsTr("显示设置")
                            onClicked: window.showAppearance()
                        }
                    }
                    Rectangle {
                        anchors.bottom: parent.bottom
                        width: parent.width
                        height: Style.lineWidth
                        color: Style.line
                    }
                }
                Loader {
                    Layout.fillWidth: true
                    visible: active
                    active: window.shell.toolbar.count > 0
                    sourceComponent: Toolbar { shell: window.shell }
                }
                StackView {
                    id: stack

                    objectName: "stack"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    focus: true
                    clip: true
                    pushEnter: Transition {
                        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Style.motion }
                        NumberAnimation { property: "x"; from: Style.reducedMotion ? 0 : Style.space(6); to: 0; duration: Style.motion; easing.type: Easing.OutCubic }
                    }
                    pushExit: Transition {
                        NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Style.motion }
                    }
                    popEnter: Transition {
                        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Style.motion }
                    }
                    popExit: Transition {
                        NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Style.motion }
                        NumberAnimation { property: "x"; from: 0; to: Style.reducedMotion ? 0 : Style.space(6); duration: Style.motion; easing.type: Easing.InCubic }
                    }
                }
            }
        }
        NavigationPlaces {
            objectName: "bar"
            Layout.fillWidth: true
            visible: window.barShown && !window.shell.locked
            shell: window.shell
            vertical: false
        }
    }
    function showAppearance(): void {
        appearance.active = true
        const dialog = appearance.item as AppDialog
        dialog.open()
    }
    Loader {
        id: appearance

        active: false
        sourceComponent: AppDialog {
            objectName: "appearanceDialog"
            title: qsTr("显示设置")
            AppearanceSettings { appearance: window.shell.appearance }
            AppButton {
                objectName: "appearanceDone"
                Layout.alignment: Qt.AlignRight
                text: qsTr("完成")
                onClicked: {
                    const dialog = appearance.item as AppDialog
                    dialog.close()
                }
            }
        }
    }
    DropArea {
        anchors.fill: parent
        z: -1
        onDropped: event => {
            if (event.hasUrls)
                window.shell.dropFile(event.urls[0])
        }
    }
    DialogHost {
        dialogs: window.shell.dialogs
    }
}
